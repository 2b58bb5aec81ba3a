(* Evaluate this in a notebook. All other kernels are kept. *)
Module[{kernels, new},
 kernels = EvaluatorNames /. Options[$FrontEnd];
 (* A symbol means that the option was never set: then only the local kernel exists. *)
 If[Head[kernels] =!= List, kernels = {"Local" -> {"AutoStartOnLaunch" -> True}}];
 new = {
 "machine" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "AppendNameToCellLabel" -> True, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh -o BatchMode=yes user@machine.name \"./math.sh\" -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName \"`linkname`\" -LinkHost `ipaddress`"}};
 Scan[Function[entry,
   kernels = If[MemberQ[Map[First, kernels], First[entry]],
     Map[If[First[#] === First[entry], entry, #] &, kernels],
     Append[kernels, entry]]],
  new];
 SetOptions[$FrontEnd, EvaluatorNames -> kernels]]
