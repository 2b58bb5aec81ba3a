"""One round of fixes: apply those that pass verification, and give the reason for skipping the others."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import TypeAlias

from rkconf.diagnostics import Applicability, Diagnostic
from rkconf.edits import apply
from rkconf.fixes.batches import batch, edits
from rkconf.fixes.verification import FindingKind, OffsetMap, added, changes_others, kind
from rkconf.ignores import UNUSED, comments
from rkconf.inputs import Input
from rkconf.record import record

Find: TypeAlias = Callable[[Input], Iterable[Diagnostic]]
Places: TypeAlias = frozenset[tuple[str, FindingKind, int]]
"""Places of findings: the name of the source, the kind, and the first byte."""


@record
class Finders:
    """The functions that find what to fix, and what no fix may add to.

    Causes are searched only in a text whose findings are fixed: that takes longer than everything else together.
    """

    selected: Find
    """Returns the findings to fix, with their causes; suppressed ones are not fixed."""
    compared: Callable[[Input], tuple[Iterable[Diagnostic], Iterable[Diagnostic]]]
    """Returns the same findings without their causes, and those of all rules: no fix may add to either."""


class CheckedText:
    """An input and its findings, each found once."""

    def __init__(self, checked: Input, finders: Finders) -> None:
        self.checked = checked
        self.finders = finders

    @cached_property
    def fixable(self) -> list[Diagnostic]:
        """The findings with a fix: a consequence of another finding has none."""
        return [each for each in self.finders.selected(self.checked) if each.fix and each.suppressed is None]

    @cached_property
    def found(self) -> list[Diagnostic]:
        """The findings of the selected rules that are not suppressed."""
        return [each for each in self._compared[0] if each.suppressed is None]

    @property
    def every(self) -> list[Diagnostic]:
        """The findings of all rules."""
        return self._compared[1]

    @cached_property
    def _compared(self) -> tuple[list[Diagnostic], list[Diagnostic]]:
        found, every = self.finders.compared(self.checked)
        return list(found), list(every)

    @property
    def texts(self) -> tuple[bytes, ...]:
        """The bytes of all sources."""
        return tuple(part.source.data for part in self.checked.parts)

    def repaired(self, made: Iterable[Diagnostic]) -> "CheckedText":
        """Return the input after these fixes."""
        wanted = edits(made)
        sources = (part.source for part in self.checked.parts)
        texts = {source.name: apply(source, wanted[source.name]) for source in sources}
        return CheckedText(self.checked.read_again(texts), self.finders)


@record
class AppliedBatch:
    """A batch of fixes and the input after it."""

    reading: CheckedText
    made: tuple[Diagnostic, ...] = ()


@record
class SkippedFix:
    """A fix that was not applied, and the reason."""

    diagnostic: Diagnostic
    """The finding."""
    why: str
    """The reason."""


@record
class _Objection:
    """The reason against a text, and the findings that should not be in it."""

    why: str
    kinds: frozenset[FindingKind] = frozenset()


class Round:
    """The findings in one text, and the fixes for them."""

    def __init__(
        self, reading: CheckedText, levels: Collection[Applicability], repairs: int, refused: Places = frozenset()
    ) -> None:
        """Begin a round.

        Args:
            reading: The text and its findings.
            levels: The applicabilities of the fixes to apply.
            repairs: The number of repaired texts that may be verified.
            refused: The places of the findings whose fixes failed in an earlier round.
        """
        self._reading, self._levels, self._refused = reading, levels, refused
        self.repairs = repairs
        """The number of repaired texts that may still be verified."""
        self.skipped: list[SkippedFix] = []
        self.untried: list[Diagnostic] = []
        """The fixes that were not tried, because too many texts had been verified."""
        self._last_passed = reading

    def apply(self) -> AppliedBatch | None:
        """Apply a batch that passes verification, else one fix with the fixes for the findings it exposes."""
        possible = self._possible(self._reading)
        refused = [each for each in possible if place(each) in self._refused]
        # A fix that failed in an earlier round is tried last: the others seldom change why it failed.
        made = self._first_verified(each for each in possible if each not in refused) or self._first_verified(refused)
        if made:
            return AppliedBatch(self._last_passed, tuple(made))
        return next(filter(None, (self._with_exposed(skipped.diagnostic) for skipped in self.skipped)), None)

    @property
    def refused_places(self) -> Places:
        """The places of the findings whose fixes failed in this round, or in an earlier one."""
        return self._refused.union(place(each.diagnostic) for each in self.skipped)

    def _first_verified(self, fixable: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Return the first batch of fixes that passes verification, in the order in which a command is read."""
        left = list(fixable)
        while left:
            together = batch(left)
            made = self._verified(together)
            if made:
                return made
            left = [each for each in left if each not in together]
        return []

    def _possible(self, reading: CheckedText) -> list[Diagnostic]:
        return [each for each in reading.fixable if each.fix and each.fix.applicability in self._levels]

    def _verified(self, together: list[Diagnostic]) -> list[Diagnostic]:
        """Return the fixes that pass verification; after a failure, halve the batch to find the failing ones."""
        if not self.repairs:
            self.untried += together
            return []
        objection = self._objection(together)
        if objection is None:
            return together
        if len(together) == 1:
            self.skipped.append(SkippedFix(together[0], objection.why))
            return []
        middle = _middle(together)
        halves = self._verified(together[:middle]), self._verified(together[middle:])
        both = [*halves[0], *halves[1]]
        if not halves[0] or not halves[1]:
            return both
        if self.repairs and self._objection(both) is None:
            return both
        self._last_passed = self._reading.repaired(halves[0])
        return halves[0]

    def _objection(self, made: list[Diagnostic]) -> _Objection | None:
        """Return the objection to the text after these fixes; None if it passes."""
        self.repairs -= 1
        after = self._reading.repaired(made)
        damage = _damage(self._reading.checked, after.checked, made)
        objection = _Objection(damage) if damage else self._worse(after, Counter(map(kind, made)))
        self._last_passed = self._last_passed if objection else after
        return objection

    def _worse(self, after: CheckedText, gone: Counter[FindingKind]) -> _Objection | None:
        """Return the objection to the findings in a text: those that remain, otherwise new ones."""
        before = self._reading
        left = gone - (Counter(map(kind, before.found)) - Counter(map(kind, after.found)))
        if left:
            return _Objection("it would not remove the finding", frozenset(left))
        new = frozenset([*added(before.every, after.every), *added(before.found, after.found)])
        names = ", ".join(f"{each.code} {each.name}" for each in sorted(new, key=str))
        return _Objection(f"it would cause {names}", new) if new else None

    def _with_exposed(self, first: Diagnostic) -> AppliedBatch | None:
        """Apply a fix and the fixes for the findings it exposes, until no new finding is left; None if that fails."""
        reading, made, following = self._reading, list[Diagnostic](), [first]
        while following and len(made) <= len(self._reading.found) and self.repairs:
            self.repairs -= 1
            after = reading.repaired(following)
            if _damage(reading.checked, after.checked, following):
                return None
            reading, made = after, [*made, *following]
            objection = self._worse(reading, Counter([kind(first)]))
            if objection is None:
                return AppliedBatch(reading, tuple(made))
            following = self._exposed(reading, objection, moved(map(place, following), following))
        return None

    def _exposed(self, reading: CheckedText, objection: _Objection, left: Places) -> list[Diagnostic]:
        """Return the fixes for the findings that an objection names.

        A finding that its fix leaves where it was is not exposed: the same fix would leave it again.
        """

        def is_exposed(found: Diagnostic) -> bool:
            return bool(found.fix) and kind(found) in objection.kinds and place(found) not in left

        # Causes take longer than everything else, so they are searched only if there is something to fix.
        return batch(filter(is_exposed, self._possible(reading))) if any(map(is_exposed, reading.found)) else []


def _middle(together: Sequence[Diagnostic]) -> int:
    """Return where to divide a batch: between two entries if it has several, as one seldom depends on another."""
    half = len(together) // 2
    borders = [at for at in range(1, len(together)) if together[at].entry != together[at - 1].entry]
    return min(borders, key=lambda at: abs(at - half), default=half)


def place(found: Diagnostic) -> tuple[str, FindingKind, int]:
    """Return the place of a finding."""
    return found.source.name, kind(found), found.span.start


def moved(places: Iterable[tuple[str, FindingKind, int]], made: Iterable[Diagnostic]) -> Places:
    """Return places after fixes."""
    offsets = {name: OffsetMap(given) for name, given in edits(made).items()}
    unchanged = OffsetMap(())
    return frozenset(
        (name, about, after) for name, about, start in places for after in offsets.get(name, unchanged).places(start)
    )


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
