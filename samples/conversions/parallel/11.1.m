(* Parallel kernels on three machines. *)
Needs["SubKernels`RemoteKernels`"]
four = LaunchKernels[RemoteMachine["node1", "ssh `1` \\\"/opt/A b/math\\\" -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &", 4]];
LaunchKernels[RemoteMachine["node2", "ssh -x -f -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel"]]
$RemoteCommand = "ssh -x -f -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit"
