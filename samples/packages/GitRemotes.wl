(* ::Package:: *)

(* A package that mentions addresses and functions of its own which resemble those for kernels. *)

BeginPackage["GitRemotes`"]

remoteURL::usage = "remoteURL[name] gives the address of a remote repository, such as \"ssh://git@example.org/repo\".";

Begin["`Private`"]

remotes = <|"origin" -> "ssh://git@example.org:2222/group/repo.git", "mirror" -> "https://example.org/repo.git"|>;

remoteURL[name_] := Lookup[remotes, name]

(* Derivatives, and products in parentheses. *)
slope = {f'[0], g''[0], Derivative[1][h]};
scaled = Map[f', points] (a + b);

(* The package's own functions: the number of local kernels, and a pool. *)
launchKernels[n_Integer] := launchKernels[n, "Local"]
launchKernels[n_, where_] := Print["launching ", n, " on ", where]
launchKernels[4]; launchKernel[pool]; kernelConfig["verbose"];
connect[host_] := launchKernels["ssh://" <> host]

clone[] := RunProcess[{"git", "clone", "ssh://git@example.org/repo"}]

values = data // Flatten // Reverse;

End[]
EndPackage[]
