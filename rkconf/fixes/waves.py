"""Fixes that can be made at once: none of them touches another."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.source import Span


def wave(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those whose fixes stay apart: the most severe come first, then the first ones in the text."""
    room = _Room()
    ordered = sorted(found, key=lambda each: (-each.severity.rank, each.place))
    return [each for each in ordered if room.takes(each)]


def edits(found: Iterable[Diagnostic]) -> dict[str, list[Edit]]:
    """Return the edits of all fixes, by the name of the source that they change."""
    by_source: dict[str, list[Edit]] = defaultdict(list)
    for each in found:
        by_source[each.source.name] += each.fix.edits if each.fix else ()
    return by_source


class _Room:
    """The places that are taken, by source; they neither overlap nor touch."""

    def __init__(self) -> None:
        self._taken: dict[str, list[Span]] = defaultdict(list)

    def takes(self, found: Diagnostic) -> bool:
        """Take the places of a fix, unless one of them is taken."""
        taken = self._taken[found.source.name]
        wanted = [edit.span for edit in found.fix.edits] if found.fix else []
        if any(_meets(span, taken) for span in wanted):
            return False
        for span in wanted:
            insort(taken, span)
        return True


def _meets(span: Span, taken: list[Span]) -> bool:
    at = bisect_left(taken, span)
    return any(span.start <= other.end and other.start <= span.end for other in taken[max(0, at - 1) : at + 1])
