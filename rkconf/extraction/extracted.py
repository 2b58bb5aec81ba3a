"""What came of one kernel of a file."""

from dataclasses import dataclass

from rkconf.diagnostics import Problem
from rkconf.spec import Kernel, Parallel


@dataclass(frozen=True, slots=True)
class Extracted:
    """A row of a specification, or none, and what there is to tell about it."""

    row: Kernel | Parallel | None = None
    left_out: tuple[Problem, ...] = ()
    """What is not in the row, or why there is none."""
    altered: tuple[Problem, ...] = ()
    """What the row may say otherwise."""
