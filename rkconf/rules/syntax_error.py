"""The text cannot be parsed.

A quote, a bracket or a comment is opened and never closed, or a comma is missing. The Front End
cannot read such a file, or reads something other than you meant: without a comma between them, two
options are multiplied. rkconf points at the place where the quote, the bracket or the comment
begins, and still checks the rest of the file. In a launch command, a shell that meets an unexpected
``|`` or ``)`` runs nothing.

Bad:

    "RemoteMachine" -> True "HostName" -> "skye.local"

Good:

    "RemoteMachine" -> True, "HostName" -> "skye.local"

Exceptions:

An error in a command that only some shells report is a warning, until ``--local-shell`` or
``--remote-shell`` specifies the shell.
"""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK001", Severity.ERROR, Subject.PROBLEM)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report where a shell stops; the reader of a file reports its errors."""
    yield Finding(problem.span, problem.message, problem.help, severity=problem.severity)
