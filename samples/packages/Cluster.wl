(* Counts the machines of a list that describes a cluster. *)

isMachine[RemoteMachine[_String, ___]] := True
isMachine[_] := False

countMachines[list_List] := Count[list, RemoteMachine[__]]
hosts[list_List] := Cases[list, RemoteMachine[h_, ___] :> h]
withoutHost[list_List, host_String] := DeleteCases[list, RemoteMachine[h_ /; h === host, ___]]
