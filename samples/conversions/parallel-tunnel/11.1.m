(* Parallel kernels through a tunnel: the local shell takes the ports out of the link name. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[RemoteMachine["node1", "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -o ExitOnForwardFailure=yes -S none -R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B -l `3` `1` /usr/local/bin/math -mathlink -linkmode Connect `4` -linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit > /dev/null 2>&1 &", 2]]
