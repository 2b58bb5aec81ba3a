"""The result of a scan: the few regions of a file that need parsing, and its syntax errors."""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from rkconf.diagnostics import Problem
from rkconf.lazy_sequence import LazySequence
from rkconf.record import record
from rkconf.source import Source, Span
from rkconf.syntax.reading import Reading


class RegionKind(StrEnum):
    """The kind of a region."""

    SETTINGS = "settings"
    """A whole ``SetOptions[$FrontEnd, ...]``; each relevant option in it is a separate region."""
    OPTION = "option"
    """The value of one of its options, up to the next comma."""
    CALL = "call"
    """A whole call that describes, launches or lists parallel kernels, such as ``RemoteMachine[...]``."""
    ASSIGNMENT = "assignment"
    """``$RemoteCommand = ...``, an assignment to a list of kernels, or a function applied by an operator
    (``LaunchKernels /@ ...``), up to the end of the expression."""
    CURRENT_VALUE = "current-value"
    """``CurrentValue[$FrontEnd, ... EvaluatorNames ...] = ...``, or a call such as ``AppendTo[...]`` around it."""
    ENTRIES = "entries"
    """The outermost list around an option of a kernel, with the name in front of it."""
    EXPRESSION = "expression"
    """The outermost expression around a ``SetOptions[$FrontEnd, ...]``, starting at its first bracket."""


_VALUES = frozenset({RegionKind.OPTION, RegionKind.ASSIGNMENT, RegionKind.CURRENT_VALUE})
"""Regions that end in front of the bracket that closes around them."""


@record
class Region:
    """A span of the file that needs parsing.

    ``name`` has neither quotes nor context; ``name_span`` includes the context, but not the quotes.
    """

    kind: RegionKind
    name: str
    name_span: Span
    span: Span


@record
class Outline:
    """The regions and problems of a file; ``reading`` finds the ends of its literals."""

    reading: Reading
    regions: Sequence[Region]
    """In the order of their starts; each is made when it is used."""
    problems: tuple[Problem, ...]


_KINDS = tuple(RegionKind)


class Regions:
    """Regions during a scan: each ends with the bracket that it waits for, or at the end of the file.

    A file may have very many, so each takes 17 bytes: its kind, and four places below `LARGEST_FILE`.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kinds = array("B")
        self._name_starts, self._name_ends = array("I"), array("I")
        self._starts, self._ends = array("I"), array("I")
        self._waiting: dict[int, list[int]] = defaultdict(list)

    def add(self, kind: RegionKind, name: Span, start: int, bracket: int) -> None:
        """Add a region that ends with the bracket opened at ``bracket``."""
        self._waiting[bracket].append(len(self._kinds))
        self._kinds.append(_KINDS.index(kind))
        self._name_starts.append(name.start)
        self._name_ends.append(name.end)
        self._starts.append(start)
        self._ends.append(start)

    @property
    def in_order(self) -> Sequence[Region]:
        """The regions by their starts, the longer of two first; that of ``x // f`` is found after those in ``x``."""
        order = range(len(self._kinds))
        if any(self._key(one) > self._key(other) for one, other in pairwise(order)):
            by_start = array("I", sorted(order, key=self._key))
            return LazySequence(len(order), lambda at: self._region(by_start[at]))
        return LazySequence(len(order), self._region)

    def _key(self, index: int) -> tuple[int, int]:
        return self._starts[index], -self._ends[index]

    def _region(self, index: int) -> Region:
        name = Span(self._name_starts[index], self._name_ends[index])
        bare = self._source[name].rpartition("`")[2]
        return Region(_KINDS[self._kinds[index]], bare, name, Span(self._starts[index], self._ends[index]))

    def settings_at(self, bracket: int) -> bool:
        """Return whether the bracket at this offset belongs to a ``SetOptions[$FrontEnd, ...]``."""
        return self.awaits_kind(RegionKind.SETTINGS, bracket)

    def awaits_kind(self, kind: RegionKind, bracket: int) -> bool:
        """Return whether a region of this kind ends with this bracket."""
        return any(self._kind(index) is kind for index in self._waiting.get(bracket, ()))

    def awaits(self, bracket: int) -> bool:
        """Return whether a region ends with this bracket."""
        return bracket in self._waiting

    def end(self, bracket: int, closer: Span) -> None:
        """End the regions that wait for the bracket: a whole call after its closer, a value before it."""
        for index in self._waiting.pop(bracket, ()):
            self._ends[index] = closer.start if self._kind(index) in _VALUES else closer.end

    def end_options(self, bracket: int, offset: int) -> None:
        """End the options that wait for the bracket, which remains open."""
        options = [index for index in self._waiting[bracket] if self._kind(index) is RegionKind.OPTION]
        for index in options:
            self._ends[index] = max(self._starts[index], offset)
            self._waiting[bracket].remove(index)

    def end_all(self, offset: int) -> None:
        """End all waiting regions at the end of the file."""
        for bracket in tuple(self._waiting):
            self.end(bracket, Span(offset, offset))

    def _kind(self, index: int) -> RegionKind:
        return _KINDS[self._kinds[index]]
