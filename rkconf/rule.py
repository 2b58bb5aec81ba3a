"""What a rule is: one function that looks at one kind of subject and yields findings.

A rule lives in ``rkconf/rules/<name>.py``. The module's name is the rule's name, the first line of
its docstring is the summary, and the whole docstring is what ``rkconf explain`` prints.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from inspect import cleandoc
from typing import Any, TypeAlias

from rkconf.diagnostics import Applicability, Fix, Severity
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
    secret: Excerpt | None = field(default=None, repr=False)
    """What nobody may see, where the finding is about that; no report shows it, whatever else it says."""


# A rule names the subject that it wants in its own signature; the table of rules holds all kinds.
Check: TypeAlias = Callable[[Any, Any], Iterator[Finding]]


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
    stops_the_kernel: bool = True
    """Whether an error means that the kernel is not reached (not so for a secret in plain sight)."""

    @property
    def explanation(self) -> str:
        """The documentation: the docstring of the rule's module."""
        return cleandoc(sys.modules[self.check.__module__].__doc__ or "")

    @property
    def summary(self) -> str:
        """What is wrong, in one line."""
        return self.explanation.splitlines()[0].rstrip(".")


def rule(
    code: str,
    severity: Severity,
    on: Subject,
    *,
    fix: Applicability | None = None,
    certain: Severity | None = None,
    stops_the_kernel: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of the function below; its name is the module's, with dashes."""

    def declare(check: Check) -> Rule:
        name = check.__module__.rpartition(".")[2].replace("_", "-")
        return Rule(code, name, severity, on, check, fix, certain, stops_the_kernel)

    return declare
