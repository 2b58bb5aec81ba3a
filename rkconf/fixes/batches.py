"""Fixes that can be made at once: none of them touches another."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.source import Span

RULE_GROUPS = ("RK0", "RK3", "RK2", "RK4", "RK7", "RK1", "RK6", "RK5", "RK9")
"""The groups of rules in the order in which a command is read: the file, characters and quotes, placeholders, ssh,
versions, the link, the tunnel, the lifetime; finally the comments about all of these."""
_GROUP_LENGTH = len(RULE_GROUPS[0])


def batch(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return those whose fixes stay apart, and of each entry only those of one rule: what is read first comes first.

    A wrong dash that becomes a hyphen may bring back the flag that another fix would add, so a command is read again
    before the next thing in it is repaired.
    """
    by_entry: dict[tuple[str, str | None], list[Diagnostic]] = defaultdict(list)
    for each in sorted(found, key=lambda each: (_stage(each), each.place)):
        others = by_entry[each.source.name, each.entry]
        if not others or others[0].code == each.code:
            others.append(each)
    room = _Room()
    return [each for together in by_entry.values() for each in together if room.takes(each)]


def _stage(found: Diagnostic) -> tuple[int, str]:
    return RULE_GROUPS.index(found.code[:_GROUP_LENGTH]), found.code


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
