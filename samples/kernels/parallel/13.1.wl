(* Parallel kernels: evaluate this in the kernel that starts them. *)
LaunchKernels[{KernelConfiguration["ssh://node1", "KernelCommand" -> "/Applications/Mathematica 7.app/Contents/MacOS/MathKernel", "KernelCount" -> 4, "TimeConstraint" -> 60]}]
