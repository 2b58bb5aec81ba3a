(* A kernel of version 6, reached from 5.2. *)
SetOptions[$FrontEnd, 
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True}, 
  "remote" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh skye.local \\\"/Applications/Mathematica \
6.app/Contents/MacOS/MathKernel\\\" -mathlink -LinkMode Connect \
-LinkProtocol TCPIP -LinkName \"`linkname`\" -LinkHost `ipaddress`"}},
MessageOptions->{"MaxMessageCount"->3}
]
