(* Evaluate this in a notebook. All other kernels are kept. *)
Module[{kernels, new},
 kernels = EvaluatorNames /. Options[$FrontEnd];
 (* A symbol means that the option was never set: then only the local kernel exists. *)
 If[Head[kernels] =!= List, kernels = {"Local" -> {"AutoStartOnLaunch" -> True}}];
 new = {
 "through a tunnel" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -S none -R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 -L 127.0.0.1:31417:127.0.0.1:31417 -L 127.0.0.1:31418:127.0.0.1:31418 -L 127.0.0.1:31419:127.0.0.1:31419 -L 127.0.0.1:31420:127.0.0.1:31420 username@remote.host.name \"math\" -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1 -initfile rkconf-links.m"}};
 Scan[Function[entry,
   kernels = If[MemberQ[Map[First, kernels], First[entry]],
     Map[If[First[#] === First[entry], entry, #] &, kernels],
     Append[kernels, entry]]],
  new];
 SetOptions[$FrontEnd, EvaluatorNames -> kernels]]
