"""One round: which fixes can be made to a text, and why the others cannot."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import NamedTuple, TypeAlias

from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.edits import apply
from rkconf.fixes.batches import batch, edits
from rkconf.fixes.verification import FindingKind, OffsetMap, added, changes_others, kind
from rkconf.ignores import UNUSED, comments
from rkconf.inputs import Input, again

Find: TypeAlias = Callable[[Input], Iterable[Diagnostic]]


class AppliedBatch(NamedTuple):
    """A text, and the fixes that led to it from the one before."""

    checked: Input
    made: tuple[Diagnostic, ...] = ()

    @property
    def texts(self) -> tuple[bytes, ...]:
        """The bytes of all sources."""
        return tuple(part.source.data for part in self.checked.parts)


class SkippedFix(NamedTuple):
    """A fix that was not made, and why."""

    diagnostic: Diagnostic
    why: str


class _Objection(NamedTuple):
    """What is wrong with a text: in words, and the findings that it has and should not have."""

    why: str
    kinds: frozenset[FindingKind] = frozenset()


class Round:
    """What is found in one text, and what can be done about it."""

    def __init__(self, checked: Input, find: Find, judge: Find, levels: Collection[Applicability]) -> None:
        self._checked = checked
        self._find, self._judge, self._levels = find, judge, levels
        self.found = self._open(checked)
        self.refused: list[SkippedFix] = []

    def step(self) -> AppliedBatch | None:
        """Make what can be made at once and does no harm; failing that, one fix and what it brings to light."""
        left = self._fixable(self.found)
        while left:
            together = batch(left)
            made = self._harmless(together)
            if made:
                return AppliedBatch(_repaired(self._checked, made), tuple(made))
            left = [each for each in left if each not in together]
        return next(filter(None, (self._with_followers(refused.diagnostic) for refused in self.refused)), None)

    def _open(self, checked: Input) -> list[Diagnostic]:
        return [each for each in self._find(checked) if each.suppressed is None]

    def _fixable(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        return [each for each in found if each.fix and each.fix.applicability in self._levels]

    @cached_property
    def _judged(self) -> list[Diagnostic]:
        return list(self._judge(self._checked))

    def _harmless(self, together: list[Diagnostic]) -> list[Diagnostic]:
        """Return the fixes that do no harm; where some do, halve them to find the ones to blame."""
        objection = self._objection(together)
        if objection is None:
            return together
        if len(together) == 1:
            self.refused.append(SkippedFix(together[0], objection.why))
            return []
        middle = len(together) // 2
        halves = self._harmless(together[:middle]), self._harmless(together[middle:])
        both = [*halves[0], *halves[1]]
        return both if self._objection(both) is None else halves[0] or halves[1]

    def _objection(self, made: list[Diagnostic]) -> _Objection | None:
        """Say what is wrong with the text after these fixes; None for nothing."""
        after = _repaired(self._checked, made)
        damage = _damage(self._checked, after, made)
        return _Objection(damage) if damage else self._worse(after, Counter(map(kind, made)))

    def _worse(self, after: Input, gone: Counter[FindingKind]) -> _Objection | None:
        """Say what is found in a text that should not be, or no more."""
        found = self._open(after)
        left = gone - (Counter(map(kind, self.found)) - Counter(map(kind, found)))
        if left:
            return _Objection("it would not take the finding away", frozenset(left))
        new = frozenset([*added(self._judged, self._judge(after)), *added(self.found, found)])
        names = ", ".join(f"{each.code} {each.name}" for each in sorted(new, key=str))
        return _Objection(f"it would bring {names}", new) if new else None

    def _with_followers(self, first: Diagnostic) -> AppliedBatch | None:
        """Make a fix, then those of what it brings, until nothing is worse than before; None where that fails."""
        checked, made, following = self._checked, list[Diagnostic](), [first]
        while following and len(made) <= len(self.found):
            after = _repaired(checked, following)
            if _damage(checked, after, following):
                return None
            checked, made = after, [*made, *following]
            objection = self._worse(checked, Counter([kind(first)]))
            if objection is None:
                return AppliedBatch(checked, tuple(made))
            following = batch(each for each in self._fixable(self._open(checked)) if kind(each) in objection.kinds)
        return None


def _repaired(checked: Input, made: Iterable[Diagnostic]) -> Input:
    wanted = edits(made)
    return again(checked, {part.source.name: apply(part.source, wanted[part.source.name]) for part in checked.parts})


def _damage(before: Input, after: Input, made: Iterable[Diagnostic]) -> str | None:
    """Say what these fixes did to something that they are not for; None for nothing."""
    if not before.is_file:
        return None
    made = list(made)
    lost = OffsetMap(
        edit for each in made if each.fix and each.name != UNUSED for edit in each.fix.edits if len(edit.span)
    )
    if any(map(lost.touches, comments(before))):
        return "it would delete a comment"
    changed = changes_others(before, after, OffsetMap(edits(made)[before.document.source.name]))
    return "it would change what stands beside it" if changed else None
