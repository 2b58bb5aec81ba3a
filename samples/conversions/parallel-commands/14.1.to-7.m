(* Parallel kernels as people start them. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[{RemoteMachine["node1", "ssh -l `3` `1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &", 4],
  RemoteMachine["node2", "ssh -p 2222 -o IdentityFile=/keys/kernel user@`1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit -pwfile /opt/licence > /dev/null 2>&1 &", 2]}];
LaunchKernels[RemoteMachine["node3", "ssh user@`1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &", 1]];
LaunchKernels[RemoteMachine["node4", "ssh -l `3` `1` /usr/local/Wolfram/Mathematica/7.0/Executables/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &", 2]];
Scan[LaunchKernels[RemoteMachine[#, "ssh -f `1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit", 2]] &, hosts]
