"""A quote is opened and never closed.

The shell that reads it waits for the other quote, finds the end of the command and runs nothing.
The Front End shows no message. Every shell has its own rules: inside double quotes a backslash
keeps a ``"`` in sh and not in csh.

Bad:

    ssh skye.local "./math.sh -mathlink -LinkMode Connect

Good:

    ssh skye.local "./math.sh" -mathlink -LinkMode Connect
"""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK301", Severity.ERROR, Subject.PROBLEM)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report where a shell says that a quote is open."""
    yield Finding(problem.span, problem.message, "close it, or take it away", severity=problem.severity)
