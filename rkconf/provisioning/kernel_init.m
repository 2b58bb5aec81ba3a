(* Init file for a Mathematica kernel at the end of an ssh tunnel; the launch command names it after -initfile.

   The front end calls the kernel on two additional links, preemptive and service. By default the kernel waits for them
   on arbitrary ports, which no tunnel forwards. A main link with the name port@127.0.0.1,port@127.0.0.1 comes through a
   tunnel: then the kernel waits on the four ports after the larger one, which the launch command forwards with -L. Any other link
   name leaves the kernel unchanged. *)

(* The name of the main link; it is on the command line as long as $ParentLink is not set. *)
rkconf`name = If[Head[$ParentLink] === LinkObject,
  First[$ParentLink],
  StringJoin[Cases[Partition[$CommandLine, 2, 1],
    {rkconf`flag_, rkconf`value_} /; ToLowerCase[rkconf`flag] === "-linkname" :> rkconf`value]]];

If[StringQ[rkconf`name] &&
   StringMatchQ[rkconf`name, DigitCharacter.. ~~ "@127.0.0.1," ~~ DigitCharacter.. ~~ "@127.0.0.1"],
  rkconf`port = Max[Map[ToExpression, StringSplit[rkconf`name, {"@", ","}][[{1, 3}]]]];
  rkconf`channel[] := ToString[++rkconf`port] <> "@127.0.0.1";
  Unprotect[MathLink`CreateFrontEndLink];
  (* Called once for each link: the preemptive one takes the first two ports, the service link the others. *)
  MathLink`CreateFrontEndLink[] := With[
    {rkconf`link = LinkCreate[StringJoin[rkconf`channel[], ",", rkconf`channel[]],
       LinkMode -> Listen, LinkProtocol -> "TCPIP"]},
    (* A kernel without this function leaves the line unevaluated. *)
    MathLink`LinkSetPrintFullSymbols[rkconf`link, True];
    rkconf`link];
  Protect[MathLink`CreateFrontEndLink]]
