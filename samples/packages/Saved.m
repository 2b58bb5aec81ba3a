(* ::Package:: *)

(************************************************************************)
(* This file was generated automatically by the Mathematica front end. *)
(* It contains Initialization cells from a Notebook file.              *)
(************************************************************************)

BeginPackage["\<Saved`\>"]

describe::"usage"="\<\!\(describe[\*StyleBox[\\\"m\\\", \\\"TI\\\"]]\) describes RemoteMachine[\*StyleBox[\\\"m\\\", \\\"TI\\\"]].\>";

describe[m_]:=Print["\<EvaluatorNames \>",m];

EndPackage[]
