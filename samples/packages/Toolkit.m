(* Names of the toolkit of version 5.2, so that old programs load. *)

BeginPackage["Toolkit`"]

LaunchSlave::usage = "LaunchSlave[host] calls LaunchKernels."
$RemoteCommand::usage = "$RemoteCommand is the template for the machines."

Begin["`Private`"]

LaunchSlave[host_String, rest___] := LaunchKernels[host]
LaunchSlave[___] := $Failed
slaveQ[LaunchSlave[__]] := True
isSet := ValueQ[$RemoteCommand]

End[]
EndPackage[]
