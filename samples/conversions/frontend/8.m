SetOptions[$FrontEnd, 
Default2DTool->"Select",
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  (* reached directly: the same in every version *)
  "direct" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh skye.local \"./math.sh\" -mathlink -LinkMode Connect -LinkProtocol \
TCPIP -LinkName \"`linkname`\" -LinkHost `ipaddress`"}, 
  "basic" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "HostName" -> "skye.local", "RemoteLogin" -> "username"}, 
  (* versions with further links need four more forwards, and a kernel init *)
  "tunnel" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName \
31415@127.0.0.1,31416@127.0.0.1 -LinkOptions MLDontInteract", "LoginScript" -> 
    "ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 -L 127.0.0.1:31417:127.0.0.1:31417 -L 127.0.0.1:31418:127.0.0.1:31418 -L 127.0.0.1:31419:127.0.0.1:31419 -L 127.0.0.1:31420:127.0.0.1:31420 \
username@remote.host.name \"math -mathlink -LinkMode Connect -LinkProtocol \
TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1 -initfile rkconf-links.m\""}},
MessageOptions->{"MaxMessageCount"->3}
]
