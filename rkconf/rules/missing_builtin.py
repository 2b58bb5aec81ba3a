"""A builtin or a reserved word that the shell does not have.

Shells have words of their own: ``setenv`` is csh's, ``source`` is unknown to dash, ``and`` and ``not`` are fish's.
Elsewhere the shell looks for a program of that name, finds none, and what depends on it does not run.

Bad:

    ssh skye.local 'setenv LANG C && ./math.sh -mathlink'

Good:

    ssh skye.local 'env LANG=C ./math.sh -mathlink'
"""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK315", Severity.WARNING, Subject.PROBLEM, certain=Severity.ERROR)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report what a shell says of it."""
    yield Finding(
        problem.span,
        problem.message,
        "use what every shell has, such as `env NAME=value`",
        severity=problem.severity,
    )
