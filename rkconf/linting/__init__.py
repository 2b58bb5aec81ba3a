"""Check an input: call every rule on its subjects, and convert the findings to diagnostics."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from rkconf.command import Outcome, Reach, Target, reach, read_by
from rkconf.command.followed import Journeys
from rkconf.diagnostics import Diagnostic, Problem, Severity
from rkconf.inputs import Input
from rkconf.linting import diagnose
from rkconf.linting.assumptions import Assumptions, version_of
from rkconf.linting.diagnose import once_per_place
from rkconf.linting.findings import NOT_UNDERSTOOD, RawFinding, as_finding, findings
from rkconf.linting.kept_checks import KeptChecks
from rkconf.linting.launch_checks import LaunchChecks, ShellPair
from rkconf.linting.masking import mask
from rkconf.record import record, replace
from rkconf.rule import Rule
from rkconf.rules import RULES, get

__all__ = [
    "WITHOUT_CAUSES",
    "Assumptions",
    "LaunchChecks",
    "Selection",
    "check",
    "check_each",
    "diagnostic",
    "mask",
    "once_per_place",
    "pairs_of",
    "verdict",
    "version_of",
]

_HAS_DIRECTIVE = b"rkconf:"
_MOST_KEPT = 100
"""The commands of an input whose findings are kept: a file may have very many, and equal ones are near each other."""


@record
class Selection:
    """The selected rules, and the severities that the settings override."""

    rules: frozenset[Rule] = frozenset(RULES)
    severities: Mapping[Rule, Severity] = MappingProxyType({})
    comments: bool = False
    """Whether ignore comments suppress findings."""
    ignored: Callable[[Diagnostic], str | None] = lambda _: None
    """Returns why the settings suppress a finding; None if they do not."""
    causes: bool = True
    """Whether the findings that follow from others are looked for, which reads the text again for each repair."""


WITHOUT_CAUSES = Selection(causes=False)
"""All rules, for a comparison of the findings of two texts."""


def check(
    checked: Input, target: Target, selection: Selection | None = None, checks: LaunchChecks | None = None
) -> tuple[Diagnostic, ...]:
    """Return the findings of the selected rules, in the order of place and code; suppressed ones have the reason.

    Args:
        checked: The input.
        target: The versions and shells to check it for.
        selection: The rules; all of them by default.
        checks: Checks launch commands; by default equal commands of the input are checked once.
    """
    selection, checks = selection or Selection(), checks or KeptChecks(_MOST_KEPT)
    every = tuple(findings(checked, target, checks))
    known = _causes(checked, every, target, checks) if selection.causes else {}
    return _reported(checked, every, known, selection)


def check_each(
    checked: Input, target: Target, selections: Iterable[Selection], checks: LaunchChecks
) -> list[tuple[Diagnostic, ...]]:
    """Return the findings of each selection, without causes; every rule is asked once."""
    every = tuple(findings(checked, target, checks))
    return [_reported(checked, every, {}, selection) for selection in selections]


def _reported(
    checked: Input, every: tuple[RawFinding, ...], known: Mapping[RawFinding, RawFinding], selection: Selection
) -> tuple[Diagnostic, ...]:
    """Return the findings of a selection, with their known causes."""
    found = dict.fromkeys(
        diagnose.diagnostic(checked, raw, selection.severities.get(raw.rule), known.get(raw))
        for raw in every
        if raw.rule in selection.rules
    )
    kept = (_ignored(each, selection) for each in _suppressed(checked, diagnose.without_doubt(found), selection))
    shown = diagnose.without_secrets(checked, diagnose.with_causes(kept), every)
    return tuple(sorted(shown, key=lambda each: each.place))


def _causes(
    checked: Input, every: tuple[RawFinding, ...], target: Target, checks: LaunchChecks
) -> Mapping[RawFinding, RawFinding]:
    if not _may_follow(every):
        return {}
    # Imported here because most files have no such error, and the repairs of one need much of rkconf.
    from rkconf.linting.causes import causes

    pairs = pairs_of(every)
    return causes(checked, every, lambda repaired, names: findings(repaired, target, checks, names, pairs))


def _may_follow(every: Iterable[RawFinding]) -> bool:
    """Return whether an entry has an error that can be repaired, and a finding of another rule."""
    first: dict[str | None, str] = {}
    several = {raw.entry for raw in every if first.setdefault(raw.entry, raw.rule.code) != raw.rule.code}
    return any(raw.entry in several and raw.is_error and raw.finding.repair for raw in every)


def pairs_of(every: Iterable[RawFinding]) -> list[ShellPair]:
    """Return pairs of shells that show all findings.

    Repairs are tried in these alone: they are tried many times, and most mistakes are the same in all shells.
    """
    return sorted({raw.shells for raw in every if raw.shells})


def verdict(checked: Input, target: Target) -> Reach:
    """Return whether the kernel of an input with one launch is reached, and why not.

    Traces, the check of rendered commands and the tests all use this function.
    """
    follow = Journeys().of
    found = check(checked, target, checks=LaunchChecks(follow))
    stopping = [each for each in found if _stops(each) and each.cause is None]
    if stopping:
        # The error that is met first on the way of the command, not the first one in the text.
        # Imported here because reports need no order of errors.
        from rkconf.fixes.batches import stage

        return Reach(Outcome.FAILS, min(stopping, key=lambda each: stage(each.code)).message)
    doubt = next((each.message for each in found if each.name == NOT_UNDERSTOOD), None)
    if doubt:
        return Reach(Outcome.UNKNOWN, doubt)
    every = (follow(each.launch, read_by(each.launch, target)) for each in checked.launches)
    reached = [reach(journey) for followed in every for journey in followed]
    return next((each for each in reached if each.outcome is not Outcome.RUNS), Reach(Outcome.RUNS))


def _stops(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR and get(found.code).stops_the_kernel


def _suppressed(checked: Input, found: Iterable[Diagnostic], selection: Selection) -> Iterable[Diagnostic]:
    """Suppress the findings that comments ignore, and add findings about the comments."""
    if not selection.comments or _HAS_DIRECTIVE not in checked.document.source.data:
        return found
    from rkconf import ignores

    def reported(problem: Problem) -> Diagnostic:
        return diagnostic(checked, problem, selection.severities.get(get(problem.rule)))

    return ignores.suppress(checked, found, selection.rules, reported)


def diagnostic(checked: Input, problem: Problem, severity: Severity | None = None) -> Diagnostic:
    """Return the diagnostic for a problem in the text of an input; ``severity`` overrides that of the problem."""
    raw = RawFinding(get(problem.rule), None, as_finding(problem, checked.document.source))
    return diagnose.diagnostic(checked, raw, severity)


def _ignored(found: Diagnostic, selection: Selection) -> Diagnostic:
    """Suppress a finding that the settings ignore."""
    reason = None if found.suppressed else selection.ignored(found)
    return replace(found, suppressed=reason) if reason else found
