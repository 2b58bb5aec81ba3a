"""Show a fix: the lines that it changes, before and after."""

from collections.abc import Iterator, Sequence
from re import compile as regex
from typing import NamedTuple, TypeAlias

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.reporters.cells import line
from rkconf.reporters.excerpts import around
from rkconf.source import Source, Span

# A carriage return alone is shown: taking it away may be the fix.
_LINE_END = regex(r"\r?\n")
_MOST_LINES = 8

# A part of a line, and whether it is what changes.
_Piece: TypeAlias = tuple[str, bool]


class Changed(NamedTuple):
    """A line that a fix takes away (``-``) or puts in (``+``); its number is that of the text before or after."""

    sign: str
    number: int
    pieces: tuple[_Piece, ...]

    def shown(self, width: int) -> str:
        """Return the text, no wider than ``width``, with what changes in sight."""
        return line(self.pieces).shown(width)[0]


class _Change(NamedTuple):
    """Lines that follow each other, from the line ``number`` on, and what becomes of them."""

    number: int
    old: list[list[_Piece]]
    new: list[list[_Piece]]

    def without_equal_ends(self) -> "_Change":
        """Return the change without lines that stay what they are."""
        number, old, new = self
        while old and new and _text(old[0]) == _text(new[0]):
            number, old, new = number + 1, old[1:], new[1:]
        while old and new and _text(old[-1]) == _text(new[-1]):
            old, new = old[:-1], new[:-1]
        return _Change(number, old, new)


def changes(found: Diagnostic, bytes_around: int) -> Iterator[Changed]:
    """Yield the lines that the fix of a finding changes, without secrets; none where it has no fix.

    Args:
        found: The finding.
        bytes_around: How much of a line is looked at on either side of an edit.
    """
    shift = 0
    for edits in _together(found, bytes_around):
        number, old, new = _change(found, edits, bytes_around).without_equal_ends()
        yield from _listed("-", number, old)
        yield from _listed("+", number + shift, new)
        shift += len(new) - len(old)


def _together(found: Diagnostic, bytes_around: int) -> Iterator[list[Edit]]:
    """Yield the edits in groups: those on one line, and near to each other there, are one change."""
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


def _change(found: Diagnostic, edits: Sequence[Edit], bytes_around: int) -> _Change:
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
    return _Change(number, _split([*old, rest]), _split([*new, rest]))


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


def _listed(sign: str, number: int, lines: Sequence[Sequence[_Piece]]) -> Iterator[Changed]:
    for index, pieces in enumerate(lines[:_MOST_LINES]):
        yield Changed(sign, number + index, tuple(pieces))
    if len(lines) > _MOST_LINES:
        yield Changed(sign, number + _MOST_LINES, ((f"… and {len(lines) - _MOST_LINES} more lines", False),))
