"""Rules: each is a function that checks one kind of subject and yields findings.

A rule is the module ``rkconf/rules/<name>.py``. The name of the module is the name of the rule, the first line of its
docstring is the summary, and ``rkconf explain`` prints the whole docstring.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypedDict, Unpack

from rkconf.diagnostics import Applicability, Fix, Problem, Related, Severity
from rkconf.record import field, record
from rkconf.source import Excerpt, Span

if TYPE_CHECKING:
    from rkconf.edits import Edit


class Subject(StrEnum):
    """The kind of object that a rule checks; the engine passes each one in turn."""

    DOCUMENT = "document"
    """A file or bare text as it was read: `rkconf.entries.Document`."""
    ENTRY = "entry"
    """One entry of `EvaluatorNames`: `rkconf.entries.LocatedEntry`."""
    PARALLEL = "parallel"
    """One `RemoteMachine`, `LaunchSlave` or `$RemoteCommand`: `rkconf.entries.ParallelCall`."""
    DESCRIPTION = "description"
    """A kernel that an address and options describe: `rkconf.descriptions.KernelDescription`."""
    LAUNCH_CALL = "launch-call"
    """One `LaunchKernels[...]` or `RemoteEvaluate[...]`: `rkconf.descriptions.LaunchCall`."""
    LIST_CHANGE = "list-change"
    """One change of a list of kernels that Mathematica remembers: `rkconf.descriptions.ListChange`."""
    SYMBOL = "symbol"
    """One use of a symbol that some versions lack: `rkconf.descriptions.SymbolUse`."""
    LAUNCH = "launch"
    """A launch command with its MLOpen arguments, before any shell: `rkconf.command.Launch`."""
    JOURNEY = "journey"
    """The launch as one pair of shells reads it: `rkconf.command.Journey`."""
    PROBLEM = "problem"
    """A problem that a shell reports under the name of the rule: `rkconf.diagnostics.Problem`, with its journey."""
    CONNECTION = "connection"
    """The connection to the kernel's machine: `rkconf.command.Connection`, with its journey."""
    SSH = "ssh"
    """The options of ssh: `rkconf.command.Connection`, with the launch command, or None in a kernel description."""
    KERNEL = "kernel"
    """The kernel that is started: `rkconf.command.Kernel`, with its journey."""
    TUNNEL = "tunnel"
    """The ports that ssh forwards for the link, at least one: a tuple of `Forward`, with its journey."""
    LISTENER = "listener"
    """The MLOpen arguments: `rkconf.link.LinkArguments`, with its journey."""
    LINK = "link"
    """Each end of the link, the MLOpen arguments and the kernel's: `rkconf.link.LinkArguments`, with its journey."""


@record
class Finding:
    """One finding of a rule.

    ``severity`` is given only if it differs from that of the rule.
    """

    span: Span
    message: str
    help: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    supposed: "tuple[Edit, ...]" = field(default=(), kw_only=True)
    """Edits that suppose what only a person knows, such as a host: they show what follows from the mistake."""
    related: tuple[Related, ...] = field(default=(), kw_only=True)
    """Related places, such as the other end of the link."""
    secret: Excerpt | None = field(default=None, repr=False)
    """The secret that the finding is about; no report shows it."""

    @property
    def repair(self) -> "tuple[Edit, ...]":
        """The edits of the fix, or those that are supposed."""
        return self.fix.edits if self.fix else self.supposed

    @classmethod
    def of(cls, problem: Problem, secret: Excerpt | None = None) -> "Finding":
        """Return the finding for a problem that a reader reports."""
        return cls(problem.span, problem.message, problem.help, problem.fix, problem.severity, secret=secret)


# The signature of a rule depends on its subject.
RuleFunction: TypeAlias = Callable[..., Iterator[Finding]]


@record
class Weakness:
    """The weakness that an attacker could use, where a rule finds one."""

    cwe: int
    """Its number in the list of weaknesses of MITRE (https://cwe.mitre.org)."""
    score: float
    """The base score of CVSS 3.1, from 0 to 10, that follows from ``vector``."""
    vector: str
    """The base metrics of CVSS 3.1 for a typical use (https://www.first.org/cvss/v3.1/specification-document)."""


@record
class Rule:
    """A rule with its declaration; its module is imported when it is asked."""

    code: str
    name: str
    """That of its module, with dashes."""
    severity: Severity
    subject: Subject
    also: tuple[Subject, ...] = ()
    """The other subjects for which it has a function."""
    fix: Applicability | None = None
    certain: Severity | None = None
    """The severity if every possible shell is known to fail; None: as ``severity``."""
    stops_the_kernel: bool = True
    """Whether an error means that the kernel is not reached (not so for a secret in plain sight)."""

    @cached_property
    def check(self) -> RuleFunction:
        """The function for its subject."""
        return self.function(self.subject)

    def function(self, subject: Subject) -> RuleFunction:
        """Return the function for one of its subjects."""
        return self.declaration.functions[subject]

    def explain(self, problem: Problem, *context: Any) -> Iterator[Finding]:  # noqa: ANN401 - a journey and a target
        """Yield the findings for a problem that a shell reports under the name of this rule."""
        if Subject.PROBLEM in (self.subject, *self.also):
            yield from self.function(Subject.PROBLEM)(problem, *context)
        else:
            yield Finding.of(problem)

    @property
    def weakness(self) -> Weakness | None:
        """The weakness that the rule finds; None if it is not about security."""
        return self.declaration.weakness

    @property
    def explanation(self) -> str:
        """The documentation: the docstring of the rule's module."""
        return self.declaration.explanation or _docstring_in_source(self.check)

    @property
    def summary(self) -> str:
        """The problem, in one line."""
        return self.explanation.splitlines()[0].rstrip(".")

    @cached_property
    def declaration(self) -> "RuleDeclaration":
        """The declaration in its module."""
        declaration: RuleDeclaration = import_module(f"rkconf.rules.{self.name.replace('-', '_')}").check
        return declaration


def _docstring_in_source(check: RuleFunction) -> str:
    """Return the docstring of a rule's module as its source has it: ``python -OO`` removes it from the module."""
    from ast import get_docstring, parse

    source = check.__globals__["__loader__"].get_source(check.__module__)
    found = get_docstring(parse(source)) if source else None
    return found or "No explanation: Python has removed the texts of the rules; install rkconf with its source files."


@record
class RuleDeclaration:
    """A rule as its module declares it, with its functions."""

    rule: Rule
    functions: Mapping[Subject, RuleFunction]
    """The function for each of its subjects."""
    weakness: Weakness | None
    explanation: str


class Declared(TypedDict, total=False):
    """The optional declarations of a rule; see `Rule`."""

    fix: Applicability
    certain: Severity
    stops_the_kernel: bool


def rule(
    code: str,
    severity: Severity,
    on: Subject,
    *,
    also: Mapping[Subject, RuleFunction] = MappingProxyType({}),
    weakness: Weakness | None = None,
    **declared: Unpack[Declared],
) -> Callable[[RuleFunction], RuleDeclaration]:
    """Return a decorator that makes a rule of a check; its name is that of the module, with dashes.

    Args:
        code: Its code, such as ``RK302``.
        severity: Its severity, if no settings change it.
        on: Its subject.
        also: The functions for other subjects: for the problems that a shell reports under the name of the rule, for
            kernels that an address and options describe, for calls with a launch command.
        weakness: The weakness that the rule finds.
        declared: See `Rule`.
    """

    def declare(check: RuleFunction) -> RuleDeclaration:
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        made = Rule(code, name, severity, on, tuple(also), **declared)
        return RuleDeclaration(made, {on: check, **also}, weakness, (check.__globals__["__doc__"] or "").strip())

    return declare
