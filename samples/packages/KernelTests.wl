(* Tests of Kernels.m *)

VerificationTest[hostOf[HoldPattern[RemoteMachine][h_, ___]], _hostOf]
VerificationTest[StringLength["EvaluatorNames"], 14]
VerificationTest["LaunchSlave" <> "[...]", "LaunchSlave[...]"]
