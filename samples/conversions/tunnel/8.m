(* Through a firewall and NAT. *)
SetOptions[$FrontEnd, 
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "remote" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName \
31415@127.0.0.1,31416@127.0.0.1 -LinkOptions MLDontInteract", "LoginScript" -> 
    "ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 -L 127.0.0.1:31417:127.0.0.1:31417 -L 127.0.0.1:31418:127.0.0.1:31418 -L 127.0.0.1:31419:127.0.0.1:31419 -L 127.0.0.1:31420:127.0.0.1:31420 \
username@remote.host.name \"math -mathlink -LinkMode Connect -LinkProtocol \
TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1 -initfile rkconf-links.m\""}},
MessageOptions->{"MaxMessageCount"->3}
]
