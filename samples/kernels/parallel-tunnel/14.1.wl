(* Parallel kernels: evaluate this in the kernel that starts them. *)
LaunchKernels[{KernelConfiguration["ssh://user@node1", "KernelCommand" -> "/usr/local/Wolfram/Wolfram/14.1/Executables/wolfram", "KernelCount" -> 4, "TimeConstraint" -> 60]}]
LaunchKernels[{KernelConfiguration["ssh://user@node2", "KernelCommand" -> "/usr/local/Wolfram/Wolfram/14.1/Executables/wolfram", "KernelCount" -> 1, "TimeConstraint" -> 60]}]
