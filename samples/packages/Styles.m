(* Sets the appearance of a notebook and of the Front End. *)

SetOptions[$FrontEnd, ShowCellLabel -> False]
SetOptions[$FrontEndSession, AutoStyleOptions -> {"HighlightUndefinedSymbols" -> False}]
SetOptions[EvaluationNotebook[], StyleDefinitions -> "Default.nb", Magnification -> 1.25]
CurrentValue[$FrontEnd, {"NotebookOptions", "WindowMargins"}] = Automatic;
