"""All findings of an input: the problems that its readers report, and the findings of the rules."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from types import MappingProxyType
from typing import TypeAlias

from rkconf import rules
from rkconf.command import Target, read_by
from rkconf.descriptions import KernelDescription, LaunchCall, ListChange, SymbolUse, UnknownKernels
from rkconf.diagnostics import Problem, Severity
from rkconf.entries import Document, LocatedEntry, ParallelCall
from rkconf.entries.basic_options import basic_launch
from rkconf.inputs import Input, NamedLaunch, name_of
from rkconf.linting.launch_checks import LaunchChecks, ShellPair
from rkconf.linting.masking import secret_of
from rkconf.record import field, record, replace
from rkconf.rule import Finding, Rule, Subject
from rkconf.source import Source

NOT_UNDERSTOOD = "not-understood"
"""The rule for places that rkconf cannot judge."""
_InExpression: TypeAlias = ParallelCall | KernelDescription | LaunchCall | ListChange | SymbolUse | UnknownKernels
_SUBJECTS: Mapping[type, Subject] = MappingProxyType(
    {LaunchCall: Subject.LAUNCH_CALL, ListChange: Subject.LIST_CHANGE, SymbolUse: Subject.SYMBOL}
)


@record
class RawFinding:
    """A finding, its rule, and the name of the entry that it is about."""

    rule: Rule
    entry: str | None
    finding: Finding
    shells: ShellPair | None = field(default=None, compare=False)
    """The local shell and the remote login shell of a journey that shows it; None if it is in no journey."""

    @property
    def is_error(self) -> bool:
        """Whether it is an error, whatever severity the settings give to its rule."""
        return (self.finding.severity or self.rule.severity) is Severity.ERROR


def findings(
    checked: Input,
    target: Target,
    checks: LaunchChecks,
    names: Collection[str | None] | None = None,
    pairs: Sequence[ShellPair] = (),
) -> Iterator[RawFinding]:
    """Yield the findings of every rule, in no order.

    Args:
        checked: The input.
        target: The versions and shells to check it for.
        checks: Checks a launch command.
        pairs: The pairs of shells to follow launch commands in; those of the target without any.
        names: The names of the entries to check, None for what is in no entry; everything if it is not given.
    """
    if names is None or None in names:
        yield from _problems(checked.document.source, None, checked.problems(target.version))
        yield from _check(Subject.DOCUMENT, None, checked.document, target)
    launches = _LaunchCheck(target, checks, pairs)
    for entry in checked.document.entries:
        if names is None or entry.name in names:
            yield from _in_entry(checked.document.source, entry, launches)
    yield from _in_expressions(checked.document, names, launches)
    for command in checked.commands:
        if names is None or command.name in names:
            yield from launches.findings(command)


@record
class _LaunchCheck:
    """Finds what the rules about launch commands find."""

    target: Target
    checks: LaunchChecks
    pairs: Sequence[ShellPair]

    def findings(self, named: NamedLaunch) -> Iterator[RawFinding]:
        target = replace(self.target, kernel_version=named.kernel_version or self.target.kernel_version)
        for found in self.checks.findings(named.launch, read_by(named.launch, target), self.pairs):
            yield RawFinding(found.rule, named.name, found.finding, found.shells)


def _in_entry(source: Source, entry: LocatedEntry, launches: _LaunchCheck) -> Iterator[RawFinding]:
    """Yield all findings about an entry, so that each entry of a long list is read once."""
    yield from _problems(source, entry.name, entry.problems)
    yield from _check(Subject.ENTRY, entry.name, entry, launches.target)
    # The Front End writes the launch command of an entry of Basic Options.
    for launch in (entry.launch, basic_launch(entry)):
        if launch:
            yield from launches.findings(NamedLaunch(entry.name, launch))


def _in_call(call: ParallelCall, launches: _LaunchCheck) -> Iterator[RawFinding]:
    """Yield all findings about a call."""
    name = name_of(call)
    yield from _check(Subject.PARALLEL, name, call, launches.target)
    if launch := call.launch:
        yield from launches.findings(NamedLaunch(name, launch))


def _in_expressions(
    document: Document, names: Collection[str | None] | None, launches: _LaunchCheck
) -> Iterator[RawFinding]:
    """Yield the findings in expressions in the order of the text, so that each of a long file is read again once."""
    described = document.descriptions
    is_wanted = names is None or None in names
    around = (described.calls, described.changes, described.symbols, described.unknown) if is_wanted else ()
    every: Iterator[_InExpression] = merge(
        document.parallel, described.kernels, *around, key=lambda each: each.span.start
    )
    for each in every:
        if isinstance(each, ParallelCall):
            yield from _in_call(each, launches) if names is None or name_of(each) in names else ()
        elif isinstance(each, KernelDescription):
            yield from _in_description(each, launches.target) if names is None or each.name in names else ()
        elif isinstance(each, UnknownKernels):
            yield from _in_unknown(each, launches.target)
        else:
            yield from _check(_SUBJECTS[type(each)], None, each, launches.target)


def _in_description(kernel: KernelDescription, target: Target) -> Iterator[RawFinding]:
    """Yield the findings about a kernel that an address and options describe."""
    # Imported here because most files describe no kernels.
    from rkconf.descriptions.arguments import connections

    yield from _check(Subject.DESCRIPTION, kernel.name, kernel, target)
    for connection in connections(kernel, target.version):
        yield from _check(Subject.SSH, kernel.name, connection, None, target)


def _in_unknown(kernels: UnknownKernels, target: Target) -> Iterator[RawFinding]:
    """Yield the findings about the logins of a function that rkconf does not know."""
    # Imported here because most files have no such function.
    from rkconf.descriptions.arguments import connections_of_texts

    for connection in connections_of_texts(kernels.texts):
        yield from _check(Subject.SSH, None, connection, None, target)


def _check(subject: Subject, entry: str | None, *judged: object) -> Iterator[RawFinding]:
    """Yield the findings of the rules on a subject; ``judged`` are their arguments."""
    for rule in rules.on(subject):
        for finding in rule.function(subject)(*judged):
            yield RawFinding(rule, entry, finding)


def _problems(source: Source, entry: str | None, problems: Iterable[Problem]) -> Iterator[RawFinding]:
    """Yield a finding for each problem that a reader reports, of the rule that it names."""
    for problem in problems:
        rule = rules.find(problem.rule)
        if rule:
            yield RawFinding(rule, entry, as_finding(problem, source))


def as_finding(problem: Problem, source: Source) -> Finding:
    """Return the finding for a problem of ``source``."""
    return Finding.of(problem, secret_of(problem, source) if problem.secret else None)
