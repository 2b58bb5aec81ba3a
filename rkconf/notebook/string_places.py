"""The strings of a notebook that hold code, by their places."""

from array import array
from bisect import bisect_right
from enum import Enum

from rkconf.source import Span


class StringKind(Enum):
    """The kind of code in a string of a notebook."""

    TEXT = 0
    """All of the code of a cell without boxes."""
    TOKEN = 1
    """A token of the code, in a box."""
    LITERAL = 2
    """It is a string of the code itself."""


class StringPlaces:
    """The places of the strings of a notebook, in its order; each takes 17 bytes."""

    def __init__(self) -> None:
        self._starts, self._ends, self._kinds = array("Q"), array("Q"), bytearray()

    def add(self, span: Span, kind: StringKind) -> None:
        """Add a string, with its quotes."""
        self._starts.append(span.start)
        self._ends.append(span.end)
        self._kinds.append(kind.value)

    def around(self, span: Span) -> tuple[Span, StringKind] | None:
        """Return the string that contains ``span`` with its quotes, and its kind; None for no string."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0 or span.end > self._ends[at]:
            return None
        return Span(self._starts[at], self._ends[at]), StringKind(self._kinds[at])
