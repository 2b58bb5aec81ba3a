"""Compare a text before and after its fixes: everything but the fixed parts must mean the same."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from itertools import accumulate

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.edits import Edit
from rkconf.ignores import UNUSED
from rkconf.inputs import Input
from rkconf.record import record
from rkconf.source import Span


class OffsetMap:
    """Maps spans of a text to those after edits that do not touch."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted(edits)
        self._ends = [edit.span.end for edit in self._edits]
        self._shifts = [0, *accumulate(len(edit.data) - len(edit.span) for edit in self._edits)]

    def touches(self, span: Span) -> bool:
        """Return whether an edit changes bytes inside of ``span``."""
        index = bisect_right(self._ends, span.start)
        return index < len(self._edits) and self._edits[index].span.start < span.end

    def of(self, span: Span) -> Span:
        """Return ``span``, which no edit touches, after the edits."""
        shift = self._shifts[bisect_right(self._ends, span.start)]
        return Span(span.start + shift, span.end + shift)

    def places(self, offset: int) -> frozenset[int]:
        """Return where the byte at ``offset`` is after the edits: in front of what is inserted there, and after it."""
        counts = bisect_left(self._ends, offset), bisect_right(self._ends, offset)
        return frozenset(offset + self._shifts[count] for count in counts)


def changes_others(before: Input, after: Input, offsets: OffsetMap) -> bool:
    """Return whether an entry, a call or a value that no edit touches has a different meaning."""
    known = set(_meanings(after))
    kept = ((offsets.of(span), meaning) for span, meaning in _meanings(before) if not offsets.touches(span))
    return any(each not in known for each in kept)


def _meanings(checked: Input) -> Iterator[tuple[Span, Hashable]]:
    """Yield the span of each entry, call and value of a file, with its meaning."""
    document = checked.document
    if checked.loaded:
        yield from ((place.value, path) for path, place in checked.loaded.places.by_path.items())
    for entry in document.entries:
        start = entry.span.start
        yield entry.span, (entry.name, *((each.key, each.value.span.start - start) for each in entry.options))
    for call in document.parallel:
        yield call.span, (call.head, *(len(each.span) for each in call.arguments))


@record
class FindingKind:
    """Rule and entry: findings of one kind are alike, wherever they are."""

    code: str
    name: str
    entry: str | None


def kind(found: Diagnostic) -> FindingKind:
    """Return the kind of a finding."""
    return FindingKind(found.code, found.name, found.entry)


def added(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> Iterator[FindingKind]:
    """Yield the kinds of new errors, and of new errors and warnings together.

    New infos are accepted, since a repaired command is read further than a broken one; so are ignore comments that have
    become unused.
    """
    before, after = list(before), list(after)
    for level in (Severity.ERROR, Severity.WARNING):
        yield from _counted(after, level) - _counted(before, level)


def _counted(found: Iterable[Diagnostic], level: Severity) -> Counter[FindingKind]:
    return Counter(
        kind(each)
        for each in found
        if each.severity.rank >= level.rank and each.suppressed is None and each.name != UNUSED
    )
