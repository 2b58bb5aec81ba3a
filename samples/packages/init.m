(* ::Package:: *)

(* Read when a kernel starts. *)

If[$VersionNumber < 6, Print["This package needs version 6 or later."]]
AppendTo[$Path, ToFileName[{$UserBaseDirectory, "Applications"}]];
$HistoryLength = 10;
