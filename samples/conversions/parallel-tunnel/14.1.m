(* Parallel kernels through a tunnel: the local shell takes the ports out of the link name. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[KernelConfiguration["ssh://node1", "KernelCommand" -> "/usr/local/bin/math", "KernelCount" -> 2, "TimeConstraint" -> 60]]
