LaunchKernels[KernelConfiguration["node1", "KernelCount" -> 4]]
