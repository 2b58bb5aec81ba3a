(* One parallel kernel through a tunnel with fixed ports on its own machine. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[KernelConfiguration["ssh://user@node2", "KernelCommand" -> "/usr/local/bin/math", "KernelCount" -> 1, "TimeConstraint" -> 60]]
