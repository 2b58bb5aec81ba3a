"""A builtin or a keyword that the shell does not have.

Each shell has some commands that others lack: ``setenv`` exists only in csh, ``source`` is unknown
to dash, and ``and`` and ``not`` exist only in fish. Any other shell looks for a program of that
name, finds none, and does not run what depends on it.

Bad:

    ssh skye.local 'setenv LANG C && ./math.sh -mathlink'

Good:

    ssh skye.local 'env LANG=C ./math.sh -mathlink'

Exceptions:

The rule is silent if every shell that may read the command has the builtin. Specify the shells with
``--local-shell`` and ``--remote-shell``.
"""

from collections.abc import Iterator

from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK315", Severity.WARNING, Subject.PROBLEM, certain=Severity.ERROR)
def check(problem: Problem, *_: object) -> Iterator[Finding]:
    """Report the words that a shell does not have."""
    yield Finding(
        problem.span,
        problem.message,
        "use a command that every shell has, such as `env NAME=value`",
        severity=problem.severity,
    )
