(* Another user on the other machine. *)
SetOptions[$FrontEnd, 
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "remote" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh user@machine.name \"./math.sh\" -mathlink -LinkMode Connect \
-LinkProtocol TCPIP -LinkName \"`linkname`\" -LinkHost `ipaddress`"}},
MessageOptions->{"MaxMessageCount"->3}
]
