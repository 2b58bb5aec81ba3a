(* Rules that look like the entries of a list of kernels. *)

defaults = {"RemoteMachine" -> False, "LoginScript" -> None, "HostName" -> "localhost"};
optionsOf[name_String] := name /. {"a" -> {"RemoteMachine" -> True}, "b" -> {}}
inverse[list_List] := list /. (a_ -> b_) :> (b -> a)
