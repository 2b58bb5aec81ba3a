"""Text that cannot be read.

A quote, a bracket, a comment that is opened and never closed, or a comma that is missing. The Front End reads such a
file not at all, or something else than you meant: a forgotten comma between two options multiplies them. rkconf points
at the place where the thing was opened, and still checks the rest of the file. A launch command has a syntax too: a
shell that does not expect a ``|`` or a ``)`` where it stands runs nothing.

Bad:

    "RemoteMachine" -> True "HostName" -> "skye.local"

Good:

    "RemoteMachine" -> True, "HostName" -> "skye.local"
"""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK001", Severity.ERROR, Subject.PROBLEM)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report where a shell stops; what is wrong with a file is told by its reader."""
    yield Finding(problem.span, problem.message, problem.help, severity=problem.severity)
