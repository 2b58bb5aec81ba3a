"""What a scan leaves behind: the few stretches of a file that are worth parsing, and what is broken."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rkconf.diagnostics import Problem
from rkconf.source import Span
from rkconf.syntax.reading import Reading


class RegionKind(StrEnum):
    """What a region is."""

    SETTINGS = "settings"
    """``SetOptions[$FrontEnd, ...]``, whole; the options that matter are regions of their own."""
    OPTION = "option"
    """The value of one option of it: up to the next comma."""
    CALL = "call"
    """``RemoteMachine[...]`` or ``LaunchSlave[...]``, whole."""
    ASSIGNMENT = "assignment"
    """``$RemoteCommand = ...``: up to the end of the expression."""
    EXPRESSION = "expression"
    """The outermost expression around a ``SetOptions[$FrontEnd, ...]``, from its first bracket on."""


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the file worth parsing: ``span``.

    ``name`` is bare (no quotes, no context) and stands at ``name_span`` (no quotes, but with its context).
    """

    kind: RegionKind
    name: str
    name_span: Span
    span: Span


@dataclass(frozen=True, slots=True)
class Outline:
    """What the scan of a file found; ``reading`` says where its literals end."""

    reading: Reading
    regions: tuple[Region, ...]
    problems: tuple[Problem, ...]


@dataclass
class Regions:
    """Regions as they are found: each ends with the bracket that it waits for, at the latest with the file."""

    found: list[Region] = field(default_factory=list)
    _waiting: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, region: Region, bracket: int) -> None:
        """Add a region that ends with the bracket that opened at ``bracket``."""
        self._waiting[bracket].append(len(self.found))
        self.found.append(region)

    def settings_at(self, bracket: int) -> bool:
        """Say whether the bracket at this offset is that of a ``SetOptions[$FrontEnd, ...]``."""
        return any(self.found[index].kind is RegionKind.SETTINGS for index in self._waiting.get(bracket, ()))

    def awaits(self, bracket: int) -> bool:
        """Say whether a region ends with this bracket."""
        return bracket in self._waiting

    def end(self, bracket: int, closer: Span) -> None:
        """End what waits for the bracket: a whole call behind its closer, a value before it."""
        for index in self._waiting.pop(bracket, ()):
            region = self.found[index]
            whole = region.kind not in {RegionKind.OPTION, RegionKind.ASSIGNMENT}
            end = closer.end if whole else closer.start
            self.found[index] = replace(region, span=Span(region.span.start, end))

    def end_options(self, bracket: int, offset: int) -> None:
        """End the options that wait for the bracket, which itself stays open."""
        options = [index for index in self._waiting[bracket] if self.found[index].kind is RegionKind.OPTION]
        for index in options:
            region = self.found[index]
            self.found[index] = replace(region, span=Span(region.span.start, max(region.span.start, offset)))
            self._waiting[bracket].remove(index)

    def end_all(self, offset: int) -> None:
        """End what still waits, at the end of the file."""
        for bracket in tuple(self._waiting):
            self.end(bracket, Span(offset, offset))
