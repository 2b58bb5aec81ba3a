(* Two ports through a firewall. *)
SetOptions[$FrontEnd, 
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "remote" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkName 53001,53002 -LinkMode Listen -LinkProtocol TCPIP -LinkOptions \
MLDontInteract", "LoginScript" -> 
    "ssh remotehostname \"./math.sh\" -mathlink -LinkMode Connect \
-LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"}},
MessageOptions->{"MaxMessageCount"->3}
]
