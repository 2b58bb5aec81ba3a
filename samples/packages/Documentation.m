(*
  How to use the kernels of other machines:

    SetOptions[$FrontEnd, EvaluatorNames -> {"skye" -> {"RemoteMachine" -> True,
      "LoginScript" -> "ssh skye.example.org math -mathlink"}}]

    LaunchSlave["node1", "ssh node1 math -mathlink"]
    $RemoteCommand = "rsh `1` math"
*)

(* (* RemoteMachine["a", "ssh `1` math"] *) *)

topics = {"EvaluatorNames", "RemoteMachine", "LaunchSlave", "$RemoteCommand", "LoginScript"};

(* Names of version 12.3 and later. *)

laterTopics = {"KernelConfiguration", "RemoteKernelObject", "RemoteEvaluate", "$DefaultKernels", "$DefaultParallelKernels", "$ConfiguredKernels"};
