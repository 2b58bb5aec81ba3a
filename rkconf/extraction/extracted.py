"""The result of extracting one kernel."""

from dataclasses import dataclass

from rkconf.diagnostics import Problem
from rkconf.spec import Kernel, Parallel


@dataclass(frozen=True, slots=True)
class Extracted:
    """A row of a specification, or None, with the problems of its extraction."""

    row: Kernel | Parallel | None = None
    left_out: tuple[Problem, ...] = ()
    """The parts that are not in the row, or the reason why there is no row."""
    altered: tuple[Problem, ...] = ()
    """The parts in which the row may differ."""
