"""A variable is read before its assignment takes effect.

The shell expands all words of a command before it sets the variables in front of it: in
``H=skye ssh $H``, the variable has no value yet when the shell reads ``$H``.

Bad:

    H=skye.local ssh $H ./math.sh -mathlink

Good:

    H=skye.local; ssh $H ./math.sh -mathlink

Exceptions:

If the variable appears only in arguments of the kernel that do not affect the link, the finding is
a warning.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK316", Severity.ERROR, Subject.PROBLEM)
def check(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report variables that a shell reads too early."""
    severity = Severity.WARNING if journey.is_harmless(problem) else problem.severity
    yield Finding(problem.span, problem.message, "end the assignment with a `;`", severity=severity)
