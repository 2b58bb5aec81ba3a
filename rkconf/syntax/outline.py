"""The result of a scan: the few regions of a file that need parsing, and its syntax errors."""

from collections import defaultdict
from enum import StrEnum

from rkconf.diagnostics import Problem
from rkconf.record import field, record, replace
from rkconf.source import Span
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
    regions: tuple[Region, ...]
    problems: tuple[Problem, ...]


@record(frozen=False)
class Regions:
    """Regions during a scan: each ends with the bracket that it waits for, or at the end of the file."""

    found: list[Region] = field(default_factory=list)
    _waiting: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, region: Region, bracket: int) -> None:
        """Add a region that ends with the bracket opened at ``bracket``."""
        self._waiting[bracket].append(len(self.found))
        self.found.append(region)

    def settings_at(self, bracket: int) -> bool:
        """Return whether the bracket at this offset belongs to a ``SetOptions[$FrontEnd, ...]``."""
        return self.awaits_kind(RegionKind.SETTINGS, bracket)

    def awaits_kind(self, kind: RegionKind, bracket: int) -> bool:
        """Return whether a region of this kind ends with this bracket."""
        return any(self.found[index].kind is kind for index in self._waiting.get(bracket, ()))

    def awaits(self, bracket: int) -> bool:
        """Return whether a region ends with this bracket."""
        return bracket in self._waiting

    def end(self, bracket: int, closer: Span) -> None:
        """End the regions that wait for the bracket: a whole call after its closer, a value before it."""
        for index in self._waiting.pop(bracket, ()):
            region = self.found[index]
            whole = region.kind not in _VALUES
            end = closer.end if whole else closer.start
            self.found[index] = replace(region, span=Span(region.span.start, end))

    def end_options(self, bracket: int, offset: int) -> None:
        """End the options that wait for the bracket, which remains open."""
        options = [index for index in self._waiting[bracket] if self.found[index].kind is RegionKind.OPTION]
        for index in options:
            region = self.found[index]
            self.found[index] = replace(region, span=Span(region.span.start, max(region.span.start, offset)))
            self._waiting[bracket].remove(index)

    def end_all(self, offset: int) -> None:
        """End all waiting regions at the end of the file."""
        for bracket in tuple(self._waiting):
            self.end(bracket, Span(offset, offset))
