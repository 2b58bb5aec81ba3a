(* Parallel kernels on three machines. *)
Needs["SubKernels`RemoteKernels`"]
four = LaunchKernels[RemoteKernelObject["ssh://node1", "KernelCommand" -> "/opt/A b/math", "KernelCount" -> 4, "TimeConstraint" -> 60]];
LaunchKernels[RemoteKernelObject["ssh://node2", "KernelCommand" -> "math", "KernelCount" -> 1, "TimeConstraint" -> 60]]
$RemoteCommand = "ssh -x -f -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
