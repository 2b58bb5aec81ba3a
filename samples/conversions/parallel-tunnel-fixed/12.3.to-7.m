(* One parallel kernel through a tunnel with fixed ports on its own machine. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[RemoteMachine["node2", "ssh -o BatchMode=yes user@`1` /usr/local/bin/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &", 1]]
