(* Parallel kernels: evaluate this in the kernel that starts them. *)
LaunchKernels[{RemoteKernelObject["ssh://user@node1", "KernelCommand" -> "/usr/local/Wolfram/Mathematica/12.3/Executables/wolfram", "KernelCount" -> 4, "TimeConstraint" -> 60]}]
LaunchKernels[{RemoteKernelObject["ssh://user@node2", "KernelCommand" -> "/usr/local/Wolfram/Mathematica/12.3/Executables/wolfram", "KernelCount" -> 1, "TimeConstraint" -> 60]}]
