"""Show the lines that a fix changes, before and after."""

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.record import record
from rkconf.reporters.cells import screen_line
from rkconf.reporters.excerpts import around
from rkconf.source import Source, Span

# A single carriage return is not a line end here: removing it may be the fix.
_LINE_END = re.compile(r"\r?\n")
_MOST_LINES = 8

# A part of a line, and whether the fix changes it.
_Piece: TypeAlias = tuple[str, bool]


@record
class ChangedLine:
    """A line that a fix removes (``-``) or inserts (``+``); its number is that in the text before or after the fix."""

    sign: str
    number: int
    pieces: tuple[_Piece, ...]

    def shown(self, width: int, encoding: str = "utf-8") -> str:
        """Return the text, no wider than ``width``, with the change visible."""
        return screen_line(self.pieces, encoding).shown(width)[0]


@record
class _Hunk:
    """Consecutive lines, starting at line ``number``, and the lines that replace them."""

    number: int
    old: list[list[_Piece]]
    new: list[list[_Piece]]

    def without_equal_ends(self) -> "_Hunk":
        """Return the hunk without equal lines at its ends."""
        number, old, new = self.number, self.old, self.new
        while old and new and _text(old[0]) == _text(new[0]):
            number, old, new = number + 1, old[1:], new[1:]
        while old and new and _text(old[-1]) == _text(new[-1]):
            old, new = old[:-1], new[:-1]
        return _Hunk(number, old, new)


def changes(found: Diagnostic, bytes_around: int) -> Iterator[ChangedLine]:
    """Yield the lines that the fix of a finding changes, with secrets masked; no lines if it has no fix.

    Args:
        found: The finding.
        bytes_around: How much of a line to show on either side of an edit.
    """
    shift = 0
    for edits in _grouped(found, bytes_around):
        hunk = _hunk(found, edits, bytes_around).without_equal_ends()
        yield from _listed("-", hunk.number, hunk.old)
        yield from _listed("+", hunk.number + shift, hunk.new)
        shift += len(hunk.new) - len(hunk.old)


def _grouped(found: Diagnostic, bytes_around: int) -> Iterator[list[Edit]]:
    """Yield the edits in groups; edits on one line and close to each other form one hunk."""
    group: list[Edit] = []
    for edit in sorted(found.fix.edits if found.fix else ()):
        if group and not _joins(found.source, group[-1].span, edit.span, bytes_around):
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _joins(source: Source, before: Span, after: Span, bytes_around: int) -> bool:
    near = after.start - before.end <= bytes_around
    return near and source.position(after.start).line == source.position(before.end).line


def _hunk(found: Diagnostic, edits: Sequence[Edit], bytes_around: int) -> _Hunk:
    source, first, last = found.source, edits[0].span.start, edits[-1].span.end
    number = source.position(first).line
    start = around(source, source.line(number), first, bytes_around).start
    end = max(last, around(source, source.line(source.position(last).line), last, bytes_around).end)
    old: list[_Piece] = []
    new: list[_Piece] = []
    at = start
    for edit in edits:
        kept = (found.shown(Span(at, edit.span.start)), False)
        old += [kept, (found.shown(edit.span), True)]
        new += [kept, (found.masked(edit.text), True)]
        at = edit.span.end
    rest = (found.shown(Span(at, end)), False)
    return _Hunk(number, _split([*old, rest]), _split([*new, rest]))


def _split(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """Return the pieces of each line."""
    lines: list[list[_Piece]] = [[]]
    for text, marked in pieces:
        first, *others = _LINE_END.split(text)
        lines[-1].append((first, marked))
        lines += [[(other, marked)] for other in others]
    return lines


def _text(pieces: Sequence[_Piece]) -> str:
    return "".join(text for text, _ in pieces)


def _listed(sign: str, number: int, lines: Sequence[Sequence[_Piece]]) -> Iterator[ChangedLine]:
    for index, pieces in enumerate(lines[:_MOST_LINES]):
        yield ChangedLine(sign, number + index, tuple(pieces))
    if len(lines) > _MOST_LINES:
        yield ChangedLine(sign, number + _MOST_LINES, ((f"… and {len(lines) - _MOST_LINES} more lines", False),))
