"""The effect of the repair of an error: its edits are tried in memory, and the text is read again."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from rkconf.edits import Edit, apply, are_separate
from rkconf.fixes.batches import stage
from rkconf.fixes.verification import OffsetMap
from rkconf.inputs import Input, InputPart
from rkconf.linting.findings import NOT_UNDERSTOOD, RawFinding
from rkconf.record import record, replace
from rkconf.rule import Rule
from rkconf.source import Span

Entry: TypeAlias = str | None
"""The name of an entry; None for what is in no entry, and for bare text."""
ByEntry: TypeAlias = Mapping[Entry, Sequence[RawFinding]]
FindAgain: TypeAlias = Callable[[Input, Collection[Entry]], Iterable[RawFinding]]
"""Returns the findings of the entries with these names, in an input that was read again."""

_UNREAD = frozenset({NOT_UNDERSTOOD, "syntax-error", "unbalanced-quote"})
"""The rules for text that is not read: a repair that adds such a finding hides others, and removes none."""


@record
class RepairEffect:
    """The effect of edits: the findings that they remove, and the number of errors after them."""

    removed: frozenset[RawFinding] = frozenset()
    errors: int = 0


@record
class LeftFinding:
    """A finding of a repaired text without its texts and its fix: there may be as many as before."""

    rule: str
    """The name of its rule."""
    span: Span
    is_error: bool


@record
class Repair:
    """The errors of one rule in one entry, and the edits that repair them."""

    rule: Rule
    errors: tuple[RawFinding, ...]
    edits: tuple[Edit, ...]
    effect: RepairEffect = RepairEffect()


class Repairs:
    """The repairs of the errors of an input, in the order in which a command is read.

    Repairs of different entries are tried at once: an input is read again at most as often as an entry has rules.
    """

    def __init__(self, checked: Input, by_entry: ByEntry, find: FindAgain) -> None:
        self._checked, self._by_entry, self._find = checked, by_entry, find

    def tried(self) -> dict[Entry, list[Repair]]:
        """Return the repairs of each entry that remove their own errors, those that leave the fewest errors first.

        A single finding has no consequences, so its repair is not tried.
        """
        several = {entry: found for entry, found in self._by_entry.items() if len({raw.rule for raw in found}) > 1}
        repairs = {entry: _repairs(self._checked, found) for entry, found in several.items()}
        tried: dict[Entry, list[Repair]] = defaultdict(list)
        for at in range(max(map(len, repairs.values()), default=0)):
            batch = {entry: given[at] for entry, given in repairs.items() if at < len(given)}
            effects = self.effects({entry: each.edits for entry, each in batch.items()})
            for entry, each in batch.items():
                if effects[entry].removed.issuperset(each.errors):
                    tried[entry].append(replace(each, effect=effects[entry]))
        return {entry: sorted(given, key=lambda each: each.effect.errors) for entry, given in tried.items()}

    def effects(self, edits: Mapping[Entry, Sequence[Edit]]) -> dict[Entry, RepairEffect]:
        """Return the effect of the edits of each entry."""
        tried = _apart(edits)
        every = [edit for entry in tried for edit in edits[entry]]
        after: dict[Entry, list[LeftFinding]] = defaultdict(list)
        for raw in self._find(_repaired(self._checked, every), frozenset(tried)) if tried else ():
            after[raw.entry].append(LeftFinding(raw.rule.name, raw.finding.span, raw.is_error))
        offsets = OffsetMap(every)
        known = {entry: _effect(self._by_entry[entry], after[entry], offsets) for entry in tried}
        return {entry: known.get(entry, RepairEffect()) for entry in edits}


def _effect(before: Sequence[RawFinding], after: Sequence[LeftFinding], offsets: OffsetMap) -> RepairEffect:
    return RepairEffect(_gone(before, after, offsets), sum(each.is_error for each in after))


def _repairs(checked: Input, found: Iterable[RawFinding]) -> list[Repair]:
    by_rule: dict[Rule, list[RawFinding]] = defaultdict(list)
    for raw in found:
        if raw.is_error and raw.finding.repair:
            by_rule[raw.rule].append(raw)
    ordered = sorted(by_rule.items(), key=lambda item: stage(item[0].code))
    return [
        Repair(rule, tuple(errors), separate(_possible(checked.edits_of_bytes(raw.finding.repair)) for raw in errors))
        for rule, errors in ordered
    ]


def _possible(edits: Sequence[Edit] | None) -> Sequence[Edit]:
    return edits if edits and are_separate(edits) else ()


def separate(repairs: Iterable[Iterable[Edit]]) -> tuple[Edit, ...]:
    """Return the edits of all repairs that share no byte and no place with an earlier one."""
    kept: list[Edit] = []
    for edits in sorted(map(sorted, repairs)):
        if all(_is_before(first, second) for first, second in pairwise([*kept[-1:], *edits])):
            kept += edits
    return tuple(kept)


def _is_before(first: Edit, second: Edit) -> bool:
    return first.span.end <= second.span.start and first.span != second.span


def _apart(edits: Mapping[Entry, Sequence[Edit]]) -> list[Entry]:
    """Return the entries whose edits follow those of the others; entries of one name may be intertwined."""
    kept: list[Entry] = []
    end = -1
    for entry, own in sorted(((entry, own) for entry, own in edits.items() if own), key=lambda item: item[1][0]):
        if own[0].span.start > end:
            kept.append(entry)
            end = own[-1].span.end
    return kept


def _repaired(checked: Input, edits: Iterable[Edit]) -> Input:
    by_part: dict[str, list[Edit]] = {part.source.name: [] for part in checked.parts}
    for edit in edits:
        part = checked.part(edit.span)
        by_part[part.source.name].append(_moved(edit, part))
    return checked.read_again(
        {part.source.name: apply(part.source, by_part[part.source.name]) for part in checked.parts}
    )


def _moved(edit: Edit, part: InputPart) -> Edit:
    return Edit(Span(edit.span.start - part.start, edit.span.end - part.start), edit.data)


def _gone(before: Sequence[RawFinding], after: Sequence[LeftFinding], offsets: OffsetMap) -> frozenset[RawFinding]:
    """Return the findings without an equal one at their new place; if places differ, as many as are missing."""
    were, are = Counter(raw.rule.name for raw in before), Counter(each.rule for each in after)
    if _UNREAD & (are - were).keys():
        return frozenset()
    places = Counter((each.rule, each.span) for each in after)
    moved = []
    for raw in before:
        place = raw.rule.name, offsets.of(raw.finding.span)
        if places[place]:
            places[place] -= 1
            are[raw.rule.name] -= 1
        else:
            moved.append(raw)
    return frozenset(raw for raw in moved if not _take(are, raw.rule.name))


def _take(counts: Counter[str], name: str) -> bool:
    counts[name] -= 1
    return counts[name] >= 0
