"""The top-level expressions of a file, which are parsed again when they are used: it may have very many."""

from array import array
from bisect import bisect_right
from functools import cached_property, lru_cache

from rkconf.source import Source, Span
from rkconf.syntax.parser import parse
from rkconf.syntax.reading import Reading
from rkconf.syntax.scanner import scan
from rkconf.syntax.tokens import statement, statements
from rkconf.syntax.tree import Node

MOST_KEPT_STATEMENTS = 100
"""The statements of a file whose trees are kept."""


class Statements:
    """The statements of one file, numbered in its order; the file is divided when one is first asked for."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.tree = lru_cache(maxsize=MOST_KEPT_STATEMENTS)(self._parsed)
        """Returns the tree of a statement."""

    def at(self, offset: int) -> int | None:
        """Return the number of the last statement that begins at an offset or before it; None if none does."""
        starts, _ = self._places
        number = bisect_right(starts, offset) - 1
        return number if number >= 0 else None

    def span(self, number: int) -> Span:
        """Return the place of a statement."""
        starts, ends = self._places
        return Span(starts[number], ends[number])

    def mentions(self, number: int, word: str) -> bool:
        """Return whether the text of a statement contains a word, if only in a string or in a longer word."""
        span = self.span(number)
        return self._source.text.find(word, span.start, span.end) >= 0

    @cached_property
    def _reading(self) -> Reading:
        return scan(self._source).reading

    @cached_property
    def _places(self) -> tuple["array[int]", "array[int]"]:
        starts, ends = array("I"), array("I")
        for region in statements(self._reading):
            starts.append(region.span.start)
            ends.append(region.span.end)
        return starts, ends

    def _parsed(self, number: int) -> Node:
        return parse(self._reading, statement(self.span(number)))
