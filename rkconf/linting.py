"""Check an input: hand every rule its subjects, and make diagnostics of what it finds."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from rkconf import command, versions
from rkconf.causes import FOLLOWS
from rkconf.command import Journey, Launch, Outcome, Reach, Target, journeys, reach, read_by
from rkconf.diagnostics import Diagnostic, Fix, Problem, Secret, Severity
from rkconf.edits import Edit
from rkconf.inputs import Input, Part
from rkconf.rule import Finding, Rule, Subject
from rkconf.rules import RULES, find, get
from rkconf.source import Excerpt, Source, Span
from rkconf.versions import Version

_DOUBT = "not-understood"
_SPEAKS_TO_RKCONF = b"rkconf:"

# A finding, the rule that makes it, and the name of the entry that it is about.
Told: TypeAlias = tuple[Rule, str | None, Finding]


class Assumptions(NamedTuple):
    """What somebody has said about the machines; None where nothing is said."""

    version: Version | None = None
    kernel_version: Version | None = None
    local_shell: str | None = None
    remote_shell: str | None = None

    def target(self, checked: Input) -> Target:
        """Return what ``checked`` is judged for; what is unsaid comes from the input, or from a default."""
        version = self.version or version_of(checked)
        return command.target(version, self.kernel_version or version, checked.os, self.local_shell, self.remote_shell)


class Selection(NamedTuple):
    """Which rules are asked, and what their findings weigh where that is not the rule's own word."""

    rules: frozenset[Rule] = frozenset(RULES)
    severities: Mapping[Rule, Severity] = MappingProxyType({})
    comments: bool = False
    """Whether ignore comments count; who checks parts of a file cannot tell which comments are of no use."""
    ignored: Callable[[Diagnostic], str | None] = lambda _: None
    """Why nobody wants to hear of a finding, as the settings say; None for one that counts."""


def version_of(checked: Input) -> Version:
    """Return the Front End version that the input speaks of: its own word, the last that launched, or the default."""
    if checked.version:
        return versions.parse(checked.version)
    launched = checked.document.versions_launched
    return versions.newest_not_above(launched[-1]) if launched else versions.load(versions.DEFAULT)


def check(checked: Input, target: Target, selection: Selection | None = None) -> tuple[Diagnostic, ...]:
    """Return what the selected rules find, in the order of place and code; what is ignored carries the reason."""
    selection = selection or Selection()
    told = tuple(_findings(checked, target))
    found = dict.fromkeys(
        _diagnostic(checked, rule, entry, finding, selection.severities.get(rule))
        for rule, entry, finding in told
        if rule in selection.rules
    )
    kept = (_judged(each, selection) for each in _sifted(checked, _without_doubt(found), selection))
    return tuple(sorted(_without_secrets(checked, _after_causes(kept), told), key=lambda each: each.place))


def _after_causes(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Let each finding know its cause: as long as that is there, a fix of the consequence is none."""
    found = list(found)
    told = (each for each in found if each.severity is Severity.ERROR and each.suppressed is None)
    causes = {(each.entry, each.name): each.code for each in told}
    for each in found:
        names = (name for name in FOLLOWS.get(each.name, ()) if (each.entry, name) in causes)
        cause = next(names, None) if each.suppressed is None else None
        yield replace(each, follows=causes[each.entry, cause], fix=None) if cause else each


def verdict(checked: Input, target: Target) -> Reach:
    """Return what becomes of the one launch of an input: what stops the kernel, else how far it is followed.

    Every command that speaks of a verdict asks here: a trace, the check of what is rendered, the tests.
    """
    found = check(checked, target)
    stopping = next((each.message for each in found if _stops(each)), None)
    if stopping:
        return Reach(Outcome.FAILS, stopping)
    doubt = next((each.message for each in found if each.name == _DOUBT), None)
    if doubt:
        return Reach(Outcome.UNKNOWN, doubt)
    reached = [
        reach(journey) for _, launch in checked.launches for journey in journeys(launch, read_by(launch, target))
    ]
    return next((each for each in reached if each.outcome is not Outcome.RUNS), Reach(Outcome.RUNS))


def _stops(found: Diagnostic) -> bool:
    return found.severity is Severity.ERROR and get(found.code).stops_the_kernel


def _sifted(checked: Input, found: Iterable[Diagnostic], selection: Selection) -> Iterable[Diagnostic]:
    """Suppress what comments ignore, and say what is wrong with the comments."""
    speaks = selection.comments and _SPEAKS_TO_RKCONF in checked.document.source.data
    if not speaks:
        return found
    from rkconf import ignores

    def say(problem: Problem) -> Diagnostic:
        rule = get(problem.rule)
        return _diagnostic(
            checked, rule, None, _finding(problem, checked.document.source), selection.severities.get(rule)
        )

    return ignores.suppress(checked, found, selection.rules, say)


def _judged(found: Diagnostic, selection: Selection) -> Diagnostic:
    """Suppress what the settings ignore."""
    why = None if found.suppressed else selection.ignored(found)
    return replace(found, suppressed=why) if why else found


def secrets(launch: Launch, target: Target) -> Iterator[Excerpt]:
    """Yield what nobody may see of a launch command, as the shells read it."""
    for _, _, finding in _ask_journeys(None, launch, target):
        if finding.secret:
            yield finding.secret


def _without_secrets(checked: Input, found: Iterable[Diagnostic], told: Iterable[Told]) -> Iterator[Diagnostic]:
    """Let each diagnostic know what its report may not show, also where the rule that found it is not selected."""
    hidden = [_secret(checked, finding.secret) for _, _, finding in told if finding.secret]
    for each in found:
        own = tuple(secret for source, secret in hidden if source is each.source)
        yield each.keeping(own) if own else each


def _secret(checked: Input, secret: Excerpt) -> tuple[Source, Secret]:
    part = checked.part(secret.span)
    return part.source, Secret(_moved(secret.span, part), secret.text)


def _without_doubt(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out that a place is not understood where another rule says what is wrong there."""
    found = list(found)
    wrong = [each for each in found if each.name != _DOUBT and each.severity is not Severity.INFO]
    same = {each.span for each in wrong}
    errors = tuple(each.span for each in wrong if each.severity is Severity.ERROR)
    doubts = (each for each in found if each.name == _DOUBT)
    explained = {each for each in doubts if each.span in same or any(span.covers(each.span) for span in errors)}
    return (each for each in found if each not in explained)


def _findings(checked: Input, target: Target) -> Iterator[Told]:
    document = checked.document
    yield from _problems(document.source, None, (*document.problems, *checked.impossible_in(target.version)))
    yield from _ask(Subject.DOCUMENT, None, document, target)
    for entry in document.entries:
        yield from _problems(document.source, entry.name, entry.problems)
        yield from _ask(Subject.ENTRY, entry.name, entry, target)
    for call in document.parallel:
        yield from _ask(Subject.PARALLEL, call.host.text if call.host else None, call, target)
    for name, launch in checked.launches:
        kernel_version = checked.kernel_versions.get(name, target.kernel_version)
        its_target = read_by(launch, replace(target, kernel_version=kernel_version))
        yield from _ask(Subject.LAUNCH, name, launch, its_target)
        yield from _ask_journeys(name, launch, its_target)


def _problems(source: Source, entry: str | None, problems: Iterable[Problem]) -> Iterator[Told]:
    """Let the rule that a reader named speak for what the reader met."""
    for problem in problems:
        rule = find(problem.rule)
        if rule:
            yield rule, entry, _finding(problem, source)


def _finding(problem: Problem, source: Source) -> Finding:
    secret = _secret_in(problem, source) if problem.secret else None
    return Finding(problem.span, problem.message, problem.help, problem.fix, problem.severity, secret)


def _secret_in(problem: Problem, source: Source) -> Excerpt:
    """Return the secret where it stands as it is; all that is marked where it is written in another way."""
    data = problem.secret.encode()
    start = source.data.find(data, problem.span.start, problem.span.end)
    return source.excerpt(Span(start, start + len(data)) if start >= 0 else problem.span)


def _rules_on(subject: Subject) -> Iterator[Rule]:
    return (rule for rule in RULES if rule.subject is subject)


def _ask(subject: Subject, entry: str | None, judged: object, target: Target) -> Iterator[Told]:
    for rule in _rules_on(subject):
        for finding in rule.check(judged, target):
            yield rule, entry, finding


def _ask_journeys(entry: str | None, launch: Launch, target: Target) -> Iterator[Told]:
    travelled = journeys(launch, target)
    for rule in _rules_on(Subject.JOURNEY):
        met = [(journey, each) for journey in travelled for each in dict.fromkeys(rule.check(journey, target))]
        for together in _alike(met) if met else ():
            yield rule, entry, _merged(rule, together, travelled)


def _alike(met: list[tuple[Journey, Finding]]) -> Iterable[list[tuple[Journey, Finding]]]:
    """Group the findings that say the same of the same place."""
    groups: dict[tuple[Span, str], list[tuple[Journey, Finding]]] = defaultdict(list)
    for journey, finding in met:
        groups[finding.span, finding.message].append((journey, finding))
    return groups.values()


def _merged(rule: Rule, together: list[tuple[Journey, Finding]], travelled: tuple[Journey, ...]) -> Finding:
    """Make one finding of those that say the same in several journeys.

    What only some shells meet is no error, and its message says which. A fix that they do not share is none.
    A journey that a shell has ended says nothing about what lies behind, so only those that went on are compared.
    """
    finding = together[0][1]
    fixes = {found.fix for _, found in together}
    fix = fixes.pop() if len(fixes) == 1 else None
    where = [journey for journey, _ in together]
    compared = tuple(journey for journey in travelled if not journey.refused or journey in where)
    if len(where) == len(compared):
        if fix == finding.fix and not rule.certain:
            return finding
        return replace(finding, fix=fix, severity=finding.severity or rule.certain or rule.severity)
    severity = min(finding.severity or rule.severity, Severity.WARNING, key=lambda severity: severity.rank)
    return replace(finding, fix=fix, severity=severity, message=f"{finding.message} ({_when(where, compared)})")


def _when(where: list[Journey], travelled: tuple[Journey, ...]) -> str:
    """Say in which shells something happens; a shell that makes no difference is not named."""
    parts = []
    for title, field_name in (("local shell", "local_shells"), ("remote login shell", "remote_shells")):
        met = dict.fromkeys(name for journey in where for name in getattr(journey, field_name))
        read = dict.fromkeys(name for journey in travelled for name in getattr(journey, field_name))
        if met and met.keys() != read.keys():
            parts.append(f"the {title} is {_either(list(met))}")
    return "when " + (" and ".join(parts) if parts else "the shells are of certain pairs")


def _either(names: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _diagnostic(checked: Input, rule: Rule, entry: str | None, finding: Finding, weight: Severity | None) -> Diagnostic:
    part = checked.part(finding.span)
    return Diagnostic(
        rule.code,
        rule.name,
        weight or finding.severity or rule.severity,
        finding.message,
        part.source,
        _moved(finding.span, part),
        entry,
        finding.help,
        _moved_fix(finding.fix, checked, part),
    )


def _moved_fix(fix: Fix | None, checked: Input, part: Part) -> Fix | None:
    """Return the fix as edits of the source that is reported; edits of another source are no fix."""
    if fix is None or any(checked.part(edit.span) is not part for edit in fix.edits):
        return None
    return replace(fix, edits=tuple(Edit(_moved(edit.span, part), edit.data) for edit in fix.edits))


def _moved(span: Span, part: Part) -> Span:
    size = len(part.source.data)
    return Span(min(span.start - part.start, size), min(span.end - part.start, size))
