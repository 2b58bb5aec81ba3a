(* One parallel kernel through a tunnel with fixed ports on its own machine. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[RemoteMachine["node2", "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -o ExitOnForwardFailure=yes -S none -R 127.0.0.1:31415:$H:$A -R 127.0.0.1:31416:$H:$B user@`1` /usr/local/bin/math -mathlink -linkmode Connect `4` -linkname 31415@127.0.0.1,31416@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit > /dev/null 2>&1 &"]]
