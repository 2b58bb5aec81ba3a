(* Reads an init.m as text. *)

entryPattern = "EvaluatorNames" ~~ Whitespace... ~~ "->" ~~ Whitespace... ~~ "{";
callPattern = RegularExpression["RemoteMachine\\[\"([^\"]*)\""];

findEntries[text_String] := StringCases[text, entryPattern]
findHosts[text_String] := StringCases[text, callPattern -> "$1"]
isFrontEndFile[text_String] := StringContainsQ[text, "SetOptions[$FrontEnd"]
