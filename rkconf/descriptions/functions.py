"""The functions that describe a kernel, and names that resemble them but exist in no version."""

from functools import cache

from rkconf import tables
from rkconf.record import record
from rkconf.spelling import closest

_SIMILARITY = 0.75
"""A smaller one would take a program's own functions for a misspelt name."""
_CONTEXTS = ("System`", "SubKernels`")


@record
class KernelFunctions:
    """The functions whose results ``LaunchKernels`` takes."""

    described: tuple[str, ...]
    """Those that describe a kernel by its machine, which people misspell."""
    others: tuple[str, ...]
    """The others: links, local kernels, kernels of other packages."""


@cache
def kernel_functions() -> KernelFunctions:
    """Return the table of functions."""
    return tables.read(KernelFunctions, "descriptions/functions.toml")


def is_invented(name: str) -> bool:
    """Return whether a function, with its context, exists in no version but resembles one that describes a kernel."""
    context, mark, short = name.rpartition("`")
    known = kernel_functions()
    is_own = bool(mark) and not f"{context}{mark}".startswith(_CONTEXTS)
    # Names of Mathematica begin with a capital letter; a program's own usually do not.
    if is_own or not short[:1].isupper() or short in (*known.described, *known.others):
        return False
    return closest(short, known.described, similarity=_SIMILARITY, kind="functions") is not None
