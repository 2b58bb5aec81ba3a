SetOptions[$FrontEnd, 
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "a path with a space" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "\"ssh skye.local \"'/Applications/My \
Mathematica.app/Contents/MacOS/MathKernel'\" -mathlink -LinkMode Connect \
-LinkProtocol TCPIP -LinkName \"`linkname`\" -LinkHost `ipaddress`\""}, 
  "special characters of cmd.exe" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkName 27001,27002 -LinkMode Listen -LinkProtocol TCPIP -LinkOptions \
MLDontInteract", "LoginScript" -> 
    "\"ssh -o \"IdentityFile=C:\\Users\\somebody\\my keys\\kernel\" \
user@node.example.org ^\"/opt/it\\'s\\ 100^\"%^\"\\ \
\\\\\\^\"R\\^&D\\\\\\^\"/math^\" -mathlink -LinkMode Connect -LinkProtocol \
TCPIP -LinkName `linkname` -LinkHost `ipaddress`\""}, 
  "through a tunnel" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName \
31415@127.0.0.1,31416@127.0.0.1 -LinkOptions MLDontInteract", "LoginScript" -> 
    "\"ssh -o ExitOnForwardFailure=yes -S none -R \
127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 -L 127.0.0.1:31417:127.0.0.1:31417 -L 127.0.0.1:31418:127.0.0.1:31418 -L 127.0.0.1:31419:127.0.0.1:31419 -L 127.0.0.1:31420:127.0.0.1:31420 \
username@remote.host.name \"/usr/local/bin/math\" -mathlink -LinkMode \
Connect -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 \
-LinkHost 127.0.0.1 -initfile rkconf-links.m\""}}
]
