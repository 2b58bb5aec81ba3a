(* Fills the slots `1`, `2` of a template in. *)

fill[template_String, values__] := ToString[StringForm[template, values]]
slots[template_String] := StringCases[template, "`" ~~ n : DigitCharacter .. ~~ "`" :> ToExpression[n]]
example = "the slots `1` and `2` hold the machine and the link";
