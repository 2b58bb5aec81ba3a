"""Findings of one launch command: each rule checks every journey, and equal findings are merged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rkconf.command import Journey, Target
from rkconf.diagnostics import Fix, Severity, alternatives, enumeration
from rkconf.linting.scripts import applies_to_scripts
from rkconf.linting.subjects import Parts, problems_for, subjects
from rkconf.record import record, replace
from rkconf.rule import Finding, Rule
from rkconf.rules import RULES

if TYPE_CHECKING:
    from rkconf.source import Span


@record
class _SameFinding:
    """A finding of a rule, with the journeys that show it."""

    rule: Rule
    finding: Finding
    """The finding of the first of these journeys."""
    fix: Fix | None
    """The fix that all of them share."""
    journeys: tuple[Journey, ...]

    @property
    def is_failure(self) -> bool:
        """Whether no kernel starts in these journeys."""
        severity = self.finding.severity or self.rule.certain or self.rule.severity
        return severity is Severity.ERROR and self.rule.stops_the_kernel


def findings(followed: tuple[Journey, ...], target: Target) -> Iterator[tuple[Rule, Finding, Journey]]:
    """Yield the findings of the rules on the journeys of one launch command, each with its first journey."""
    same = tuple(_by_rules(followed, target))
    fails_everywhere = _fail_together(same, followed)
    for each in same:
        yield each.rule, _merged(each, followed, fails_everywhere=fails_everywhere), each.journeys[0]


def _fail_together(same: Iterable[_SameFinding], followed: tuple[Journey, ...]) -> bool:
    """Return whether every journey has an error, though no error is in all of them.

    Shells may place one mistake differently, such as a quote that does not end.
    """
    failing = [each.journeys for each in same if each.is_failure]
    if any(len(journeys) == len(_compared(journeys, followed)) for journeys in failing):
        return False
    return {id(journey) for journeys in failing for journey in journeys} == set(map(id, followed))


def _compared(where: tuple[Journey, ...], followed: tuple[Journey, ...]) -> tuple[Journey, ...]:
    """Return the journeys in which the finding of some could be: no shell ends them, or they have it."""
    return tuple(journey for journey in followed if not journey.refused or journey in where)


def _by_rules(followed: tuple[Journey, ...], target: Target) -> Iterator[_SameFinding]:
    is_script = bool(followed) and followed[0].launch.is_script
    judged = [(journey, subjects(journey), {problem.rule for problem in journey.problems}) for journey in followed]
    for rule in RULES:
        if is_script and not applies_to_scripts(rule):
            continue
        found = [
            (journey, each)
            for journey, parts, named in judged
            if rule.subject in parts or rule.name in named
            for each in dict.fromkeys(_check(rule, journey, parts, target))
        ]
        for together in _equal(found) if found else ():
            fixes = {finding.fix for _, finding in together}
            fix = fixes.pop() if len(fixes) == 1 else None
            yield _SameFinding(rule, together[0][1], fix, tuple(journey for journey, _ in together))


def _check(rule: Rule, journey: Journey, parts: Parts, target: Target) -> Iterator[Finding]:
    yield from problems_for(rule, journey, target)
    for subject in parts.get(rule.subject, ()):
        yield from rule.check(*subject, target)


def _equal(found: list[tuple[Journey, Finding]]) -> Iterable[list[tuple[Journey, Finding]]]:
    """Group the findings with the same message at the same place."""
    groups: dict[tuple[Span, str], list[tuple[Journey, Finding]]] = defaultdict(list)
    for journey, finding in found:
        groups[finding.span, finding.message].append((journey, finding))
    return groups.values()


def _merged(same: _SameFinding, followed: tuple[Journey, ...], *, fails_everywhere: bool) -> Finding:
    """Return one finding for equal ones of several journeys.

    A finding in only some shells is not an error, unless the others find another one; its message names them. A fix
    that they do not share is dropped. A journey that a shell has ended has no findings after that place.
    """
    rule, finding, fix = same.rule, same.finding, same.fix
    compared = _compared(same.journeys, followed)
    if len(same.journeys) == len(compared):
        if fix == finding.fix and not rule.certain:
            return finding
        return replace(finding, fix=fix, severity=finding.severity or rule.certain or rule.severity)
    severity = min(finding.severity or rule.severity, Severity.WARNING, key=lambda severity: severity.rank)
    if fails_everywhere and same.is_failure:
        severity = Severity.ERROR
    return replace(finding, fix=fix, severity=severity, message=f"{finding.message} ({_when(same.journeys, compared)})")


def _when(where: tuple[Journey, ...], compared: tuple[Journey, ...]) -> str:
    """Return a clause that names the shells of these journeys, unless all shells are the same."""
    parts = []
    for title, field_name in (("local shell", "local_shells"), ("remote login shell", "remote_shells")):
        met = dict.fromkeys(name for journey in where for name in getattr(journey, field_name))
        read = dict.fromkeys(name for journey in compared for name in getattr(journey, field_name))
        if met and met.keys() != read.keys():
            parts.append(f"the {title} is {alternatives(met)}")
    return "when " + (enumeration(parts) or "the shells are of certain pairs")
