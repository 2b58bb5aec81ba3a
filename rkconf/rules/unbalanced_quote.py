"""A quote is opened and never closed.

The shell that reads it reaches the end of the command without the closing quote and runs nothing.
The Front End shows no message. Each shell has its own rules: inside double quotes a backslash
protects a ``"`` in sh, but not in csh.

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
    """Report quotes that a shell finds open."""
    yield Finding(problem.span, problem.message, "close it, or remove it", severity=problem.severity)
