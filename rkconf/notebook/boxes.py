"""The kinds of boxes, and which of their arguments hold code."""

from enum import IntEnum, auto
from functools import cache

from rkconf import tables
from rkconf.record import record


@record
class BoxTable:
    """The content of `boxes.toml`."""

    evaluated: tuple[str, ...]
    """The styles of cells that the kernel evaluates."""
    transparent: tuple[str, ...]
    """Boxes that mean their first argument."""
    separate: tuple[str, ...]
    """Boxes that mean their first argument, or each element of a list there."""
    interpreted: tuple[str, ...]
    """Boxes that mean their second argument, which is an expression and not a box."""
    hidden: tuple[str, ...]
    """Boxes whose content is not code."""


class BoxFrame(IntEnum):
    """The bracket around a place in a cell, which decides how the place is read."""

    ELEMENT = auto()
    """One box follows, and ends the frame."""
    FIRST = auto()
    """The arguments of a transparent box, of which only the first one is read."""
    EXPRESSIONS = auto()
    """The same, and a list there has separate expressions."""
    SECOND = auto()
    """The arguments of an interpreted box, of which only the second one is read."""
    ROW = auto()
    """A list of boxes that are one after the other."""
    LINES = auto()
    """A list of boxes that are separate expressions."""
    ARGUMENTS = auto()
    """The arguments of any other box: a function of expressions."""
    HIDDEN = auto()
    """The arguments of a box without code."""
    LINEAR = auto()
    r"""Text between ``\(`` and ``\)``, as versions 3 to 5 wrote boxes."""


@cache
def box_table() -> BoxTable:
    """Return the table of boxes."""
    return tables.read(BoxTable, "notebook/boxes.toml")


@cache
def frames() -> dict[str, BoxFrame]:
    """Return the frame of each box that is not a function of expressions, by its name."""
    table = box_table()
    by_frame = {
        BoxFrame.FIRST: table.transparent,
        BoxFrame.EXPRESSIONS: table.separate,
        BoxFrame.SECOND: table.interpreted,
        BoxFrame.HIDDEN: table.hidden,
    }
    return {name: frame for frame, names in by_frame.items() for name in names}
