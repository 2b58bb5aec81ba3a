"""The lists of kernels that Mathematica remembers, and which of them ``LaunchKernels[]`` launches."""

from rkconf import versions
from rkconf.descriptions.symbols import SymbolFact, symbols
from rkconf.versions import Version

CONFIGURED = "$ConfiguredKernels"
"""The list of *Parallel Kernel Configuration*; up to 12.2 it is what ``LaunchKernels[]`` launches."""
_DEFAULTS = ("$DefaultParallelKernels", "$DefaultKernels")


def default_list(version: Version) -> str | None:
    """Return the list that ``LaunchKernels[]`` launches, if it is another one than `CONFIGURED`."""
    return next((name for name in _DEFAULTS if _exists(symbols()[name], version)), None)


def _exists(fact: SymbolFact, version: Version) -> bool:
    since = versions.order(fact.since) if fact.since else None
    return since is not None and version.order >= since
