(* Parallel kernels through a tunnel: the local shell takes the ports out of the link name. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[RemoteMachine["node1", "ssh -o BatchMode=yes -l `3` `1` /usr/local/bin/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &", 2]]
