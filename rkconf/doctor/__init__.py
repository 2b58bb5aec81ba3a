"""Try the launch of a kernel for real, or examine the machine: the use cases of `rkconf doctor`."""
