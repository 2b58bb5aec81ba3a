(* Through a firewall and NAT. *)
SetOptions[$FrontEnd, 
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "remote" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName \
31415@127.0.0.1,31416@127.0.0.1 -LinkOptions MLDontInteract", "LoginScript" -> 
    "ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 \
username@remote.host.name \"math -mathlink -LinkMode Connect -LinkProtocol \
TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1\""}},
MessageOptions->{"MaxMessageCount"->3}
]
