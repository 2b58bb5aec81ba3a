(* ::Section:: *)
(* A queue of jobs *)

BeginPackage["Queue`"];
newQueue; push; pop; size;
Begin["`Private`"];
newQueue[] := Module[{items = {}}, queue[Hold[items]]];
push[queue[Hold[items_]], item_] := AppendTo[items, item];
pop[queue[Hold[items_]]] := With[{first = First[items]}, items = Rest[items]; first];
size[queue[Hold[items_]]] := Length[items];
SetAttributes[queue, HoldAll];
End[];
EndPackage[];
