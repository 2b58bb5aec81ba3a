(* Map over the kernels of this machine. *)

BeginPackage["ParallelTools`"]

mapAll::usage = "mapAll[f, list] is ParallelMap with a progress indicator."

Begin["`Private`"]

mapAll[f_, list_List] :=
  Module[{kernels = Kernels[]},
    If[kernels === {}, LaunchKernels[]];
    DistributeDefinitions[f];
    ParallelMap[f, list, Method -> "CoarsestGrained"]]

closeAll[] := CloseKernels[]
countAll[] := $KernelCount

End[]
EndPackage[]
