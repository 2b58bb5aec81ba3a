"""Findings that follow from other findings: one follows from an error if the repair of that error removes it.

No table relates rules to each other: the repaired text is read again, and what it lacks was a consequence. Reports show
the cause and count its consequences. A consequence has no fix, since its cause changes how the text is read.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from rkconf.inputs import Input
from rkconf.linting.findings import RawFinding
from rkconf.linting.repairs import Entry, FindAgain, Repair, Repairs, separate
from rkconf.source import Span

_Causes: TypeAlias = Mapping[RawFinding, RawFinding]
"""The cause of each finding that has one."""
_PAIR = 2


def causes(checked: Input, every: Iterable[RawFinding], find: FindAgain) -> _Causes:
    """Return the cause of each finding that follows from an error of its entry.

    Args:
        checked: The input.
        every: Its findings, of all rules.
        find: Returns the findings of some entries of an input that was read again.
    """
    by_entry: dict[Entry, list[RawFinding]] = defaultdict(list)
    for raw in every:
        by_entry[raw.entry].append(raw)
    repairs = Repairs(checked, by_entry, find)
    tried = repairs.tried()
    found = {raw: cause for given in tried.values() for raw, cause in _single(given).items()}
    return _Joint(repairs, tried, found).causes()


def _single(tried: Sequence[Repair]) -> dict[RawFinding, RawFinding]:
    """Return the findings that one repair removes, with their first causes."""
    direct: dict[RawFinding, RawFinding] = {}
    for at, repair in enumerate(tried):
        errors = _ErrorsByPlace(repair.errors)
        for raw in repair.effect.removed.difference(repair.errors, direct):
            if not _is_mutual(raw, repair, tried[:at]):
                direct[raw] = errors.nearest(raw)
    return {raw: _first(raw, direct) for raw in direct}


def _is_mutual(raw: RawFinding, repair: Repair, earlier: Iterable[Repair]) -> bool:
    """Return whether a finding is an error whose repair removes the other error too, and leaves fewer errors."""
    return any(raw in each.errors and each.effect.removed.intersection(repair.errors) for each in earlier)


def _first(raw: RawFinding, direct: Mapping[RawFinding, RawFinding]) -> RawFinding:
    """Return the first cause of a finding; in a cycle, the last one that is not repeated."""
    met = [raw]
    while (cause := direct.get(met[-1])) and cause not in met:
        met.append(cause)
    return met[-1]


class _Joint:
    """The findings that only several repairs of an entry remove together; the cause is the first of the errors."""

    def __init__(self, repairs: Repairs, tried: Mapping[Entry, Sequence[Repair]], known: _Causes) -> None:
        self._repairs, self._known = repairs, dict(known)
        self._roots = {
            entry: [each for each in given if not known.keys() & each.errors] for entry, given in tried.items()
        }

    def causes(self) -> _Causes:
        """Return the known causes and these."""
        for at in range(max(map(len, self._roots.values()), default=0), 0, -1):
            # With two roots, the one without the other is what was tried before.
            self._add({entry: roots[at - 1 : at] for entry, roots in self._roots.items() if at <= len(roots) > _PAIR})
        self._add({entry: [] for entry, roots in self._roots.items() if len(roots) > 1})
        return self._known

    def _add(self, left_out: Mapping[Entry, Sequence[Repair]]) -> None:
        """Add what all repairs of an entry remove but some; an error that they remove is a consequence."""
        made = {entry: [each for each in self._roots[entry] if each not in out] for entry, out in left_out.items()}
        effects = self._repairs.effects(
            {entry: separate(each.edits for each in given) for entry, given in made.items()}
        )
        for entry, effect in effects.items():
            roots = made[entry] if effect.removed.issuperset(_errors(left_out[entry])) else self._roots[entry]
            self._roots[entry] = roots
            first = _ErrorsByPlace(roots[0].errors)
            for raw in effect.removed.difference(self._known, _errors(roots)):
                self._known[raw] = first.nearest(raw)


def _errors(repairs: Iterable[Repair]) -> set[RawFinding]:
    return {raw for each in repairs for raw in each.errors}


class _ErrorsByPlace:
    """Errors by their places: a repair may remove thousands of findings, and the nearest error is the cause of each."""

    def __init__(self, errors: Iterable[RawFinding]) -> None:
        self._sorted = sorted(errors, key=_span)
        self._starts = [_span(each).start for each in self._sorted]

    def nearest(self, raw: RawFinding) -> RawFinding:
        """Return the error whose start is nearest to that of a finding; of two, the one in front."""
        start = _span(raw).start
        after = bisect_left(self._starts, start)
        before = bisect_left(self._starts, self._starts[after - 1]) if after else 0
        near = {before, min(after, len(self._starts) - 1)}
        return min((self._sorted[at] for at in sorted(near)), key=lambda error: abs(_span(error).start - start))


def _span(raw: RawFinding) -> Span:
    return raw.finding.span
