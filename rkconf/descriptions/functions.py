"""The functions that describe a kernel, and names that resemble them but exist in no version."""

from collections.abc import Mapping
from functools import cache

from rkconf import tables
from rkconf.record import record
from rkconf.spelling import closest

LAUNCH = "LaunchKernels"
"""The function that starts the kernels of its arguments, and keeps them."""
FUNCTIONS = (LAUNCH, "RemoteEvaluate")
"""The functions that start the kernels of their arguments."""
_SIMILARITY = 0.75
"""A smaller one would take a program's own functions for a misspelt name."""
_SIMILARITY_OF_LAUNCHING = 0.9
"""That of a function that launches kernels: it is close to names that packages give to their own functions."""
_CONTEXTS = ("System`", "SubKernels`")


@record
class KernelFunctions:
    """The functions whose results ``LaunchKernels`` takes."""

    described: tuple[str, ...]
    """Those that describe a kernel by its machine, which people misspell."""
    launching: tuple[str, ...]
    """Those that launch the kernels of their arguments, which people misspell too."""
    others: tuple[str, ...]
    """The others: links, local kernels, kernels of other packages."""
    local: tuple[str, ...]
    """Those of the others with kernels of this machine."""
    clusters: tuple[str, ...]
    """Functions of packages for the schedulers of clusters."""
    values: tuple[str, ...]
    """Functions that take a text, and return no kernel."""
    logging_in: tuple[str, ...]
    """Functions that log in with ssh, and may get a password."""
    taking_password: tuple[str, ...]
    """Those among them that take host, user and password as arguments."""
    starting: tuple[str, ...]
    """Functions that start a program, given as a command or a list of words."""
    applying: tuple[str, ...]
    """Functions that apply their first argument to the parts of the second one."""
    schemes: tuple[str, ...]
    """The schemes that only the address of a kernel has."""


@record
class PassingFunctions:
    """Functions whose results contain the values of some of their arguments."""

    functions: tuple[str, ...]
    """Their names."""
    first: int = 0
    """The index of the first of these arguments, from 0."""
    end: int | None = None
    """The index after the last one; None for all that follow."""
    step: int = 1
    """The distance from one of these arguments to the next one."""


@cache
def kernel_functions() -> KernelFunctions:
    """Return the table of functions."""
    return tables.read(KernelFunctions, "descriptions/functions.toml")


@cache
def passed_arguments() -> Mapping[str, slice]:
    """Return which arguments of a function its result contains, by the name of the function."""
    rows = tables.read_rows(PassingFunctions, "descriptions/passing_functions.toml").values()
    return {name: slice(row.first, row.end, row.step) for row in rows for name in row.functions}


def is_misspelt(name: str) -> bool:
    """Return whether a function, with its context, exists in no version but resembles one that launches kernels."""
    launching = kernel_functions().launching
    is_own = "`" in name.removeprefix(_CONTEXTS[0])
    near = None if is_own or name in launching else closest(name, launching, similarity=_SIMILARITY_OF_LAUNCHING)
    return near is not None


def is_invented(name: str) -> bool:
    """Return whether a function, with its context, exists in no version but resembles one that describes a kernel."""
    context, mark, short = name.rpartition("`")
    known = kernel_functions()
    is_own = bool(mark) and not f"{context}{mark}".startswith(_CONTEXTS)
    # Names of Mathematica begin with a capital letter; a program's own usually do not.
    if is_own or not short[:1].isupper() or short in (*known.described, *known.others):
        return False
    return closest(short, known.described, similarity=_SIMILARITY, kind="functions") is not None
