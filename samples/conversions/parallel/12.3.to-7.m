(* Parallel kernels on three machines. *)
Needs["SubKernels`RemoteKernels`"]
four = LaunchKernels[RemoteMachine["node1", "ssh -o BatchMode=yes -l `3` `1` \"'/opt/A b/math'\" -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &", 4]];
LaunchKernels[RemoteMachine["node2", "ssh -o BatchMode=yes -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &", 1]]
$RemoteCommand = "ssh -x -f -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
