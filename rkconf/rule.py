"""What a rule is: one function that looks at one kind of subject and yields findings.

A rule lives in ``rkconf/rules/<name>.py``. The module's name is the rule's name, the first line of
its docstring is the summary, and the whole docstring is what ``rkconf explain`` prints.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import cleandoc
from typing import Any, TypeAlias, TypedDict, Unpack

from rkconf.diagnostics import Applicability, Fix, Problem, Related, Severity
from rkconf.source import Excerpt, Span


class Subject(StrEnum):
    """What a rule looks at; the engine hands it each one in turn."""

    DOCUMENT = "document"
    """A file or bare text as it was read: `rkconf.entries.Document`."""
    ENTRY = "entry"
    """One entry of `EvaluatorNames`: `rkconf.entries.LocatedEntry`."""
    PARALLEL = "parallel"
    """One `RemoteMachine`, `LaunchSlave` or `$RemoteCommand`: `rkconf.entries.ParallelCall`."""
    LAUNCH = "launch"
    """A launch command with its MLOpen arguments, before any shell: `rkconf.command.Launch`."""
    JOURNEY = "journey"
    """The launch as one pair of shells reads it: `rkconf.command.Journey`."""
    PROBLEM = "problem"
    """A problem that a shell reports by the rule's name: `rkconf.diagnostics.Problem`, with its journey."""
    CONNECTION = "connection"
    """The connection to the kernel's machine: `rkconf.command.Connection`, with its journey."""
    KERNEL = "kernel"
    """The kernel that is started: `rkconf.command.Kernel`, with its journey."""
    TUNNEL = "tunnel"
    """The ports that ssh forwards back for the link, one at least: a tuple of `Forward`, with its journey."""
    LISTENER = "listener"
    """The MLOpen arguments: `rkconf.link.LinkArguments`, with its journey."""
    LINK = "link"
    """Each end of the link, the MLOpen arguments and the kernel's: `rkconf.link.LinkArguments`, with its journey."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule found something.

    ``severity`` is given only where it differs from the rule's own.
    """

    span: Span
    message: str
    help: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    related: tuple[Related, ...] = field(default=(), kw_only=True)
    """Further places that the finding is about."""
    secret: Excerpt | None = field(default=None, repr=False)
    """What nobody may see, where the finding is about that; no report shows it, whatever else it says."""

    @classmethod
    def of(cls, problem: Problem, secret: Excerpt | None = None) -> "Finding":
        """Return the finding for a problem that a reader reports."""
        return cls(problem.span, problem.message, problem.help, problem.fix, problem.severity, secret=secret)


# A rule names the subject that it wants in its own signature; the table of rules holds all kinds.
Check: TypeAlias = Callable[..., Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and what is declared about it."""

    code: str
    name: str
    severity: Severity
    subject: Subject
    check: Check
    fix: Applicability | None = None
    certain: Severity | None = None
    """The severity where every shell that may read the command is known to fail; None: as ``severity``."""
    problems: Check | None = None
    """How the rule adapts the problems that a shell reports by its name; None: they are findings as they are."""
    stops_the_kernel: bool = True
    """Whether an error means that the kernel is not reached (not so for a secret in plain sight)."""

    def explain(self, problem: Problem, *context: Any) -> Iterator[Finding]:  # noqa: ANN401 - a journey and a target
        """Yield the findings for a problem that a shell reports by this rule's name."""
        adapt = self.check if self.subject is Subject.PROBLEM else self.problems
        if adapt:
            yield from adapt(problem, *context)
        else:
            yield Finding.of(problem)

    @property
    def explanation(self) -> str:
        """The documentation: the docstring of the rule's module."""
        return cleandoc(sys.modules[self.check.__module__].__doc__ or "")

    @property
    def summary(self) -> str:
        """What is wrong, in one line."""
        return self.explanation.splitlines()[0].rstrip(".")


class Declared(TypedDict, total=False):
    """What a rule may declare; `Rule` describes each."""

    fix: Applicability
    certain: Severity
    problems: Check
    stops_the_kernel: bool


def rule(code: str, severity: Severity, on: Subject, **declared: Unpack[Declared]) -> Callable[[Check], Rule]:
    """Make a rule of the function below; its name is the module's, with dashes."""

    def declare(check: Check) -> Rule:
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        return Rule(code, name, severity, on, check, **declared)

    return declare
