(* Parallel kernels on three machines. *)
Needs["Parallel`"]
four = Table[LaunchSlave["node1", "ssh `1` \\\"/opt/A b/math\\\" -mathlink -linkmode Connect `4` -linkname `2` -noinit >& /dev/null &"], {4}];
LaunchSlave["node2", "ssh -x -f -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2`"]
$RemoteCommand = "ssh -x -f -l `3` `1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit"
