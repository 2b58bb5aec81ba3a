(* Lists the kernels of the menu. *)

evaluators[] := Replace[Options[$FrontEnd, EvaluatorNames], {{_ -> names_List} :> First /@ names, _ -> {}}]
evaluatorOf[nb_NotebookObject] := CurrentValue[nb, Evaluator]
currentNames[] := CurrentValue[$FrontEnd, EvaluatorNames]
hasEvaluator[name_String] := MemberQ[evaluators[], name]
