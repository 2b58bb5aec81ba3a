"""Apply fixes until none is left, and verify each one.

Each round applies all fixes whose edits do not touch. The result is read again: the findings must be gone, no warning
or error may be new, all comments must remain, and text outside of the edits must have the same meaning. A fix that
fails this check is retried together with the fixes for the findings it exposes; otherwise it is skipped, and its
finding is still reported.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.fixes.rounds import AppliedBatch, Find, Round, SkippedFix
from rkconf.fixes.verification import FindingKind, kind
from rkconf.inputs import Input

__all__ = ["Find", "Fixed", "SkippedFix", "fix"]


class Fixed(NamedTuple):
    """An input after its fixes."""

    checked: Input
    """The input, read again after the last fix."""
    made: tuple[Diagnostic, ...] = ()
    """The fixed findings in order; their spans refer to the text before their fix."""
    skipped: tuple[SkippedFix, ...] = ()
    endless: tuple[FindingKind, ...] = ()
    """Findings whose fixes undo one another; none of these fixes was applied."""


def fix(checked: Input, find: Find, find_all: Find, levels: Collection[Applicability]) -> Fixed:
    """Apply the fixes of these levels, round by round, until none is left.

    Args:
        checked: The input to fix.
        find: Returns the findings to fix; suppressed ones are not fixed.
        find_all: Returns the findings of all rules, selected or not; no fix may add to them.
        levels: The applicabilities of the fixes to apply.
    """
    batches = [AppliedBatch(checked)]
    met: Counter[FindingKind] = Counter()
    while True:
        this = Round(batches[-1].checked, find, find_all, levels)
        met |= Counter(map(kind, this.found))
        applied = this.apply()
        if applied is None:
            return Fixed(batches[-1].checked, _made(batches), tuple(this.skipped))
        batches.append(applied)
        # Every batch removes a finding, so more batches than findings are an endless repetition.
        start = _repeated(batches) if len(batches) <= met.total() + 1 else 0
        if start is not None:
            rules = dict.fromkeys(kind(each) for each in _made(batches[start + 1 :]))
            return Fixed(batches[start].checked, _made(batches[: start + 1]), endless=tuple(rules))


def _made(batches: Sequence[AppliedBatch]) -> tuple[Diagnostic, ...]:
    return tuple(each for applied in batches for each in applied.made)


def _repeated(batches: Sequence[AppliedBatch]) -> int | None:
    """Return the index of the earlier text that the last one repeats."""
    texts = [applied.texts for applied in batches]
    return texts.index(texts[-1]) if texts[-1] in texts[:-1] else None
