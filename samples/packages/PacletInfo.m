Paclet[
  Name -> "Fit",
  Version -> "1.2.0",
  MathematicaVersion -> "9+",
  Description -> "Fits; see RemoteMachine and EvaluatorNames for other kernels",
  Extensions -> {{"Kernel", Root -> ".", Context -> {"Fit`", "Kernels`"}}, {"Documentation", Language -> "English"}}
]
