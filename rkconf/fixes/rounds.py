"""One round of fixes: apply those that pass verification, and give the reason for skipping the others."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from typing import NamedTuple, TypeAlias

from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.edits import apply
from rkconf.fixes.batches import batch, edits
from rkconf.fixes.verification import FindingKind, OffsetMap, added, changes_others, kind
from rkconf.ignores import UNUSED, comments
from rkconf.inputs import Input

Find: TypeAlias = Callable[[Input], Iterable[Diagnostic]]


class AppliedBatch(NamedTuple):
    """A batch of fixes and the input after it."""

    checked: Input
    made: tuple[Diagnostic, ...] = ()

    @property
    def texts(self) -> tuple[bytes, ...]:
        """The bytes of all sources."""
        return tuple(part.source.data for part in self.checked.parts)


class SkippedFix(NamedTuple):
    """A fix that was not applied, and the reason."""

    diagnostic: Diagnostic
    why: str


class _Objection(NamedTuple):
    """The reason against a text, and the findings that should not be in it."""

    why: str
    kinds: frozenset[FindingKind] = frozenset()


class Round:
    """The findings in one text, and the fixes for them."""

    def __init__(self, checked: Input, find: Find, find_all: Find, levels: Collection[Applicability]) -> None:
        self._checked = checked
        self._find, self._find_all, self._levels = find, find_all, levels
        self.found = self._open(checked)
        self.skipped: list[SkippedFix] = []

    def apply(self) -> AppliedBatch | None:
        """Apply a batch that passes verification, else one fix with the fixes for the findings it exposes."""
        left = self._fixable(self.found)
        while left:
            together = batch(left)
            made = self._verified(together)
            if made:
                return AppliedBatch(_repaired(self._checked, made), tuple(made))
            left = [each for each in left if each not in together]
        return next(filter(None, (self._with_exposed(skipped.diagnostic) for skipped in self.skipped)), None)

    def _open(self, checked: Input) -> list[Diagnostic]:
        return [each for each in self._find(checked) if each.suppressed is None]

    def _fixable(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        return [each for each in found if each.fix and each.fix.applicability in self._levels]

    @cached_property
    def _all_found(self) -> list[Diagnostic]:
        return list(self._find_all(self._checked))

    def _verified(self, together: list[Diagnostic]) -> list[Diagnostic]:
        """Return the fixes that pass verification; after a failure, halve the batch to find the failing ones."""
        objection = self._objection(together)
        if objection is None:
            return together
        if len(together) == 1:
            self.skipped.append(SkippedFix(together[0], objection.why))
            return []
        middle = len(together) // 2
        halves = self._verified(together[:middle]), self._verified(together[middle:])
        both = [*halves[0], *halves[1]]
        return both if self._objection(both) is None else halves[0] or halves[1]

    def _objection(self, made: list[Diagnostic]) -> _Objection | None:
        """Return the objection to the text after these fixes; None if it passes."""
        after = _repaired(self._checked, made)
        damage = _damage(self._checked, after, made)
        return _Objection(damage) if damage else self._worse(after, Counter(map(kind, made)))

    def _worse(self, after: Input, gone: Counter[FindingKind]) -> _Objection | None:
        """Return the objection to the findings in a text: those that remain, otherwise new ones."""
        found = self._open(after)
        left = gone - (Counter(map(kind, self.found)) - Counter(map(kind, found)))
        if left:
            return _Objection("it would not remove the finding", frozenset(left))
        new = frozenset([*added(self._all_found, self._find_all(after)), *added(self.found, found)])
        names = ", ".join(f"{each.code} {each.name}" for each in sorted(new, key=str))
        return _Objection(f"it would cause {names}", new) if new else None

    def _with_exposed(self, first: Diagnostic) -> AppliedBatch | None:
        """Apply a fix and the fixes for the findings it exposes, until no new finding is left; None if that fails."""
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
    sources = (part.source for part in checked.parts)
    return checked.read_again({source.name: apply(source, wanted[source.name]) for source in sources})


def _damage(before: Input, after: Input, made: Iterable[Diagnostic]) -> str | None:
    """Return what these fixes change besides the text to fix; None for nothing."""
    if not before.is_file:
        return None
    made = list(made)
    lost = OffsetMap(
        edit for each in made if each.fix and each.name != UNUSED for edit in each.fix.edits if len(edit.span)
    )
    if any(map(lost.touches, comments(before))):
        return "it would delete a comment"
    changed = changes_others(before, after, OffsetMap(edits(made)[before.document.source.name]))
    return "it would change the meaning of other text" if changed else None
