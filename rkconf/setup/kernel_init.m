(* Init file for a Mathematica kernel behind an ssh tunnel; the launch command names it after -initfile.

   The front end calls the kernel on two further links, preemptive and service. By itself the kernel would wait on ports
   of its own choice, which no tunnel carries. Where the main link is called port@127.0.0.1,port@127.0.0.1, it comes
   through a tunnel: then the kernel waits on the four ports after the larger one, which the launch command forwards
   with -L. For any other link nothing is changed. *)

(* The name of the main link; the command line has it for as long as $ParentLink is not set. *)
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
    (* A kernel that does not have this function leaves the line as it stands. *)
    MathLink`LinkSetPrintFullSymbols[rkconf`link, True];
    rkconf`link];
  Protect[MathLink`CreateFrontEndLink]]
