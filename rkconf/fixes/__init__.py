"""Make fixes until there is nothing left to fix, and prove of each that it does no harm.

Each round makes all fixes that do not touch one another. What comes out is read again: the finding is gone, no warning
or error has come, every comment is still there, and what no edit touches means the same. A fix that fails in this may
be made together with the fixes of what it brings to light; otherwise it is not made, and what it was for is still
reported.
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
    """What became of an input."""

    checked: Input
    """The input, read again after the last fix."""
    made: tuple[Diagnostic, ...] = ()
    """What was fixed, in this order; each has the places of the text that it was found in."""
    refused: tuple[SkippedFix, ...] = ()
    endless: tuple[FindingKind, ...] = ()
    """Whose fixes undo one another: none of them was made."""


def fix(checked: Input, find: Find, judge: Find, levels: Collection[Applicability]) -> Fixed:
    """Make the fixes of these levels, round by round, until none is left that can be made.

    Args:
        checked: What to repair.
        find: Returns what is to be repaired; what is suppressed is left alone.
        judge: Returns what all rules find, whoever wants to hear of it: no fix may add to that.
        levels: How far a fix must be trusted.
    """
    steps = [AppliedBatch(checked)]
    met: Counter[FindingKind] = Counter()
    while True:
        this = Round(steps[-1].checked, find, judge, levels)
        met |= Counter(map(kind, this.found))
        step = this.step()
        if step is None:
            return Fixed(steps[-1].checked, _made(steps), tuple(this.refused))
        steps.append(step)
        # Every step takes a finding away, so that more steps than findings lead nowhere.
        start = _known(steps) if len(steps) <= met.total() + 1 else 0
        if start is not None:
            rules = dict.fromkeys(kind(each) for each in _made(steps[start + 1 :]))
            return Fixed(steps[start].checked, _made(steps[: start + 1]), endless=tuple(rules))


def _made(steps: Sequence[AppliedBatch]) -> tuple[Diagnostic, ...]:
    return tuple(each for step in steps for each in step.made)


def _known(steps: Sequence[AppliedBatch]) -> int | None:
    """Return which of the earlier texts the last one repeats."""
    texts = [step.texts for step in steps]
    return texts.index(texts[-1]) if texts[-1] in texts[:-1] else None
