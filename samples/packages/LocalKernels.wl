Needs["SubKernels`LocalKernels`"]

start[n_Integer?Positive] := LaunchKernels[LocalMachine[n]]
startLow[n_Integer] := Block[{$KernelCount = 0}, LaunchKernels[n]]
