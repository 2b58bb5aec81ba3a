(* Evaluate this in a notebook. All other kernels are kept. *)
Module[{kernels, new},
 kernels = EvaluatorNames /. Options[$FrontEnd];
 (* A symbol means that the option was never set: then only the local kernel exists. *)
 If[Head[kernels] =!= List, kernels = {"Local" -> {"AutoStartOnLaunch" -> True}}];
 new = {
 "spaces \"and\" quotes" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    True, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh -p 2222 -o BatchMode=yes -o ProxyJump=gate.example.org -o 'SetEnv=GREETING='\"'\"'hello there'\"'\"'' -4 -i '/Users/somebody/my keys/kernel' node.example.org '/opt/A\\ b/\\(old\\)\\ \\$5\\ \\\\\\ math' -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName \"`linkname`\" -LinkHost `ipaddress`"}, 
  "tunnel with spaces" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkOptions MLDontInteract", 
    "LoginScript" -> 
    "ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -S none -R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 user@node.example.org \"/usr/local/bin/math\" -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1"}, 
  "verbatim" -> {
   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> 
    False, "MLOpenArguments" -> 
    "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract", 
    "LoginScript" -> "./reach.sh node.example.org `linkname`", 
    "EvaluatorMenuListing" -> "Verbatim"}};
 Scan[Function[entry,
   kernels = If[MemberQ[Map[First, kernels], First[entry]],
     Map[If[First[#] === First[entry], entry, #] &, kernels],
     Append[kernels, entry]]],
  new];
 SetOptions[$FrontEnd, EvaluatorNames -> kernels]]

(* Parallel kernels: evaluate this in the kernel that starts them. *)
Needs["Parallel`"]
LaunchSlave["node2.example.org", "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -o BatchMode=yes -o ExitOnForwardFailure=yes -S none -R 127.0.0.1:$A:$H:$A -R 127.0.0.1:$B:$H:$B user@`1` /usr/local/bin/math -mathlink -linkmode Connect `4` -linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -noinit > /dev/null 2>&1 &"]
