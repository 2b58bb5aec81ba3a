(* Programs that a link starts. *)

connect[name_String] := LinkConnect[name, LinkProtocol -> "TCPIP"]
listen[] := LinkCreate[LinkProtocol -> "TCPIP"]
install[path_String] := If[FileExistsQ[path], Install[path], $Failed]
read[link_LinkObject] := If[LinkReadyQ[link], LinkRead[link], Null]
open[path_String] := LinkOpen[path <> " -mathlink", LinkMode -> Launch]
