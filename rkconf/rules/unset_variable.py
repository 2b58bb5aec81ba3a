"""A variable is read before the assignment beside it takes effect.

The shell expands all words of a command before it sets the variables in front of it: ``H=skye ssh $H`` reads ``$H``
while it has no value yet.

Bad:

    H=skye.local ssh $H ./math.sh -mathlink

Good:

    H=skye.local; ssh $H ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Problem, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK316", Severity.ERROR, Subject.PROBLEM)
def check(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report what a shell says of it."""
    severity = Severity.WARNING if journey.is_harmless(problem) else problem.severity
    yield Finding(problem.span, problem.message, "end the assignment with a `;`", severity=severity)
