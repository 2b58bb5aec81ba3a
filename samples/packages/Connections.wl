(* Connections of other kinds: none of them has a password, and none is a parallel kernel. *)

BeginPackage["Connections`"]

connect::usage = "connect[host] opens a connection to host with RemoteConnect.";
listing::usage = "listing[host] returns the names of the files in the home on host.";
helper::usage = "helper[] starts a second kernel on this machine.";

Begin["`Private`"]

(* Keys of $SSHAuthentication are read from a file that only its owner can read. *)
connect[host_String] := RemoteConnect[host, $Username]

listing[host_String] := RemoteRun[host, "ls"]
listing[host_String, path_String] := Import[RemoteFile[connect[host], path], "Text"]

helper[] := LinkLaunch[First[$CommandLine] <> " -wstp"]

End[]

EndPackage[]
