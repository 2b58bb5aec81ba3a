(* The ssh client of 5.2. *)
SetOptions[$FrontEnd, 
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "remote" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh username@skye.local ./math.sh -mathlink \
-LinkMode Connect -LinkProtocol TCPIP -LinkName \"`linkname`\" -LinkHost \
`ipaddress`"}},
MessageOptions->{"MaxMessageCount"->3}
]
