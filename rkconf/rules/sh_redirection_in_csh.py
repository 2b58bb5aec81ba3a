"""A redirection that csh does not support.

tcsh stops at ``> file 2>&1`` ("Ambiguous output redirect") and at ``&> file``.

Bad:

    ssh skye.local "./math.sh -mathlink > /dev/null 2>&1"

Good:

    ssh skye.local "./math.sh -mathlink" > /dev/null 2>&1

Exceptions:

``2>&1`` or ``2>file`` alone is never an error: it only passes an extra argument ``2`` to the
kernel, which ignores it. The rule is silent if no shell that reads the redirection can be csh.
"""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK306", Severity.INFO, Subject.PROBLEM, certain=Severity.ERROR)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report where csh reads such a redirection."""
    yield Finding(problem.span, problem.message, "let the local shell redirect the output", severity=problem.severity)
