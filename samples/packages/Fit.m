(* ::Package:: *)

(* Linear fits with weights. *)

BeginPackage["Fit`"]

weightedFit::usage = "weightedFit[data, weights, x] fits a line to data."
weightedFit::few = "At least two points are needed, not `1`."

Begin["`Private`"]

weightedFit[data_List, weights_List, x_Symbol] /; Length[data] > 1 :=
  Module[{s = Total[weights], mx, my},
    mx = weights . data[[All, 1]]/s;
    my = weights . data[[All, 2]]/s;
    my + (x - mx) Total[weights (data[[All, 1]] - mx) (data[[All, 2]] - my)]/
      Total[weights (data[[All, 1]] - mx)^2]]
weightedFit[data_List, ___] := (Message[weightedFit::few, Length[data]]; $Failed)

End[]
EndPackage[]
