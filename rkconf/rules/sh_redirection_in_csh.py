"""A redirection that csh does not know.

tcsh stops at `> file 2>&1` ("Ambiguous output redirect") and at `&> file`. A lone `2>&1` or
`2>file` does less harm: it hands the kernel a stray `2`, which the kernel ignores.

Bad:

    ssh skye.local "./math.sh -mathlink > /dev/null 2>&1"

Good:

    ssh skye.local "./math.sh -mathlink" > /dev/null 2>&1
"""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK306", Severity.INFO, Subject.PROBLEM, certain=Severity.ERROR)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report where a csh meets it."""
    yield Finding(problem.span, problem.message, "let the local shell redirect", severity=problem.severity)
