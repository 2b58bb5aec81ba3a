"""The result of extracting one kernel."""

from rkconf.diagnostics import Problem
from rkconf.record import record
from rkconf.spec import Kernel, Parallel


@record
class Extracted:
    """A row of a specification, or None, with the problems of its extraction."""

    row: Kernel | Parallel | None = None
    left_out: tuple[Problem, ...] = ()
    """The parts that are not in the row, or the reason why there is no row."""
    altered: tuple[Problem, ...] = ()
    """The parts in which the row may differ."""
