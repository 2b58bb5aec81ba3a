(* Parallel kernels as people start them. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[{KernelConfiguration["ssh://node1", "KernelCommand" -> "/opt/math", "KernelCount" -> 4, "TimeConstraint" -> 60],
  KernelConfiguration["ssh://user@node2:2222", "KernelCommand" -> "/opt/math", "KernelCount" -> 2, "TimeConstraint" -> 60, "SshIdentity" -> "/keys/kernel", "SubKernelArguments" -> {"-noinit", "-subkernel", "-pwfile", "/opt/licence"}]}];
LaunchKernels[KernelConfiguration["ssh://user@node3", "KernelCommand" -> "/opt/math", "KernelCount" -> 1, "TimeConstraint" -> 60]];
LaunchKernels[KernelConfiguration["ssh://node4", "KernelCount" -> 2, "TimeConstraint" -> 60]];
Scan[LaunchKernels[RemoteMachine[#, "ssh -f `1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit", 2]] &, hosts]
