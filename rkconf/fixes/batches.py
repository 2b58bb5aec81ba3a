"""Batches of fixes that can be applied at once, since none of their edits touch."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable

from rkconf.diagnostics import Diagnostic
from rkconf.edits import Edit
from rkconf.source import Span

RULE_GROUPS = ("RK0", "RK3", "RK2", "RK4", "RK7", "RK8", "RK1", "RK6", "RK5", "RK9")
"""The groups of rules in the order in which a command is read: the file, characters and quotes, placeholders, ssh,
versions, kernel descriptions, the link, the tunnel, the lifetime; finally the comments about all of these."""
BESIDE_THE_COMMAND = "RK312"
"""The rule about text that is not part of a command: without it, every other rule judges another command."""
_GROUP_LENGTH = len(RULE_GROUPS[0])


def batch(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return findings whose fixes do not touch; for each entry, only those of one rule, the one that is read first.

    A wrong dash that becomes a hyphen may restore the flag that another fix would add, so a command is read again
    before its next fix.
    """
    by_entry: dict[tuple[str, str | None], list[Diagnostic]] = defaultdict(list)
    for each in sorted(found, key=lambda each: (stage(each.code), each.place)):
        others = by_entry[each.source.name, each.entry]
        if not others or others[0].code == each.code:
            others.append(each)
    reserved = _ReservedSpans()
    return [each for others in by_entry.values() for each in others if reserved.add(each)]


def stage(code: str) -> tuple[int, str]:
    """Return when the text that a rule judges is read, as a sort key."""
    return -1 if code == BESIDE_THE_COMMAND else RULE_GROUPS.index(code[:_GROUP_LENGTH]), code


def edits(found: Iterable[Diagnostic]) -> dict[str, list[Edit]]:
    """Return the edits of all fixes by the name of their source."""
    by_source: dict[str, list[Edit]] = defaultdict(list)
    for each in found:
        by_source[each.source.name] += each.fix.edits if each.fix else ()
    return by_source


class _ReservedSpans:
    """The spans of the edits of a batch, by source; they neither overlap nor touch."""

    def __init__(self) -> None:
        self._by_source: dict[str, list[Span]] = defaultdict(list)

    def add(self, found: Diagnostic) -> bool:
        """Add the spans of a fix, unless one touches another fix; return whether they were added."""
        others = self._by_source[found.source.name]
        wanted = [edit.span for edit in found.fix.edits] if found.fix else []
        if any(_touches(span, others) for span in wanted):
            return False
        for span in wanted:
            insort(others, span)
        return True


def _touches(span: Span, others: list[Span]) -> bool:
    at = bisect_left(others, span)
    return any(span.start <= other.end and other.start <= span.end for other in others[max(0, at - 1) : at + 1])
