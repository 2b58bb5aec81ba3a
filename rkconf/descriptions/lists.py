"""The lists of kernels that Mathematica remembers, and which of them ``LaunchKernels[]`` launches."""

from rkconf.versions import Version

CONFIGURED = "$ConfiguredKernels"
"""The list of *Parallel Kernel Configuration*; up to 12.2 it is what ``LaunchKernels[]`` launches."""
DEFAULT_LISTS = ("$DefaultParallelKernels", "$DefaultKernels")
"""The lists that ``LaunchKernels[]`` launches from 12.3 on, the newest first."""


def default_list(version: Version) -> str | None:
    """Return the list that ``LaunchKernels[]`` launches, if it is another one than `CONFIGURED`."""
    return version.default_kernels if version.default_kernels not in {"", CONFIGURED} else None
