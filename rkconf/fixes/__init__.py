"""Apply fixes until none is left, and verify each one.

Each round applies all fixes whose edits do not touch. The result is read again: the findings must be gone, no warning
or error may be new, all comments must remain, and text outside of the edits must have the same meaning. A fix that
fails this check is retried together with the fixes for the findings it exposes; otherwise it is skipped, and its
finding is still reported.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_

from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.fixes.rounds import AppliedBatch, CheckedText, Find, Finders, Places, Round, SkippedFix, moved
from rkconf.fixes.verification import FindingKind, kind
from rkconf.inputs import Input
from rkconf.limits import MOST_REPAIRS
from rkconf.record import record
from rkconf.secrets import Mask, Secrets

__all__ = ["Find", "Finders", "Fixed", "SkippedFix", "fix"]


@record
class Fixed:
    """An input after its fixes."""

    checked: Input
    """The input, read again after the last fix."""
    made: tuple[Diagnostic, ...] = ()
    """The fixed findings in order; their spans refer to the text before their fix."""
    skipped: tuple[SkippedFix, ...] = ()
    endless: tuple[FindingKind, ...] = ()
    """Findings whose fixes undo one another; none of these fixes was applied."""
    untried: int = 0
    """The number of fixes that were not tried, because too many repaired texts had been verified."""

    @property
    def mask(self) -> Mask:
        """The mask of the passwords before the fixes: a fix may remove the program that reads one as a password."""
        found = (*self.made, *(each.diagnostic for each in self.skipped))
        return reduce(or_, {each.secrets.mask for each in found}, Mask())

    def masked(self, found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield findings of the input after the fixes, in which no report shows a password of the text before."""
        before, found, widened = self.mask, tuple(found), dict[tuple[int, int], Secrets | None]()
        for each in found:
            # All findings of a source have the same secrets, and are kept meanwhile, so no other object has their id.
            key = id(each.source), id(each.secrets)
            if key not in widened:
                widened[key] = _widened(each, before)
            every = widened[key]
            yield each if every is None else each.keeping(every)


def _widened(found: Diagnostic, before: Mask) -> Secrets | None:
    """Return the secrets of a finding's source with those of a mask; None if it has all of them."""
    lost = before - found.secrets.mask
    return Secrets.of(found.source, (*found.secrets.places, *lost.secrets(found.source))) if lost else None


def fix(checked: Input, finders: Finders, levels: Collection[Applicability]) -> Fixed:
    """Apply the fixes of these levels, round by round, until none is left.

    Args:
        checked: The input to fix.
        finders: The functions that find what to fix, and what no fix may add to.
        levels: The applicabilities of the fixes to apply.
    """
    reading = CheckedText(checked, finders)
    batches = [AppliedBatch(reading)]
    texts = {reading.texts: 0}
    repairs = MOST_REPAIRS
    met: Counter[FindingKind] = Counter()
    refused: Places = frozenset()
    while True:
        met |= Counter(map(kind, batches[-1].reading.found))
        this = Round(batches[-1].reading, levels, repairs, refused)
        applied = this.apply()
        repairs = this.repairs
        if applied is None:
            return Fixed(batches[-1].reading.checked, _made(batches), tuple(this.skipped), untried=len(this.untried))
        refused = moved(this.refused_places, applied.made)
        batches.append(applied)
        # Every batch removes a finding, so more batches than findings are an endless repetition.
        is_endless = len(batches) > met.total() + 1
        start = 0 if is_endless else texts.setdefault(applied.reading.texts, len(texts))
        if start < len(batches) - 1:
            rules = dict.fromkeys(kind(each) for each in _made(batches[start + 1 :]))
            return Fixed(batches[start].reading.checked, _made(batches[: start + 1]), endless=tuple(rules))


def _made(batches: Sequence[AppliedBatch]) -> tuple[Diagnostic, ...]:
    return tuple(each for applied in batches for each in applied.made)
