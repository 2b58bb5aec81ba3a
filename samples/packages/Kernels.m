(* Descriptions of remote kernels; a replacement for RemoteMachine of SubKernels`RemoteKernels`. *)

BeginPackage["Kernels`"]

RemoteMachine::usage = "RemoteMachine[host] describes kernels on host; RemoteMachine[host, command, n] describes n."
hostOf::usage = "hostOf[description] gives the host of RemoteMachine[...]."

Begin["`Private`"]

hostOf[RemoteMachine[host_, ___]] := host
commandOf[RemoteMachine[_String, command_String:"", ___]] := command
RemoteMachine /: Format[RemoteMachine[host_String, __]] := "<" <> host <> ">"
RemoteMachine[host_String, n_Integer] := RemoteMachine[host, $DefaultCommand, n]
numberOf[RemoteMachine[_, _, n_Integer: 1]] = n

End[]
EndPackage[]
