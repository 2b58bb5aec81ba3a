(* Four parallel kernels; the local shell is bash or zsh. *)
Needs["SubKernels`RemoteKernels`"]
LaunchKernels[KernelConfiguration["ssh://node1", "KernelCommand" -> "/Applications/Mathematica 7.app/Contents/MacOS/MathKernel", "KernelCount" -> 4, "TimeConstraint" -> 60]]
