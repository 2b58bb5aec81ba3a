"""`>& file` is csh's way to redirect both outputs, and other shells stop at it.

bash, zsh and tcsh know it. dash (`/bin/sh` of Debian and Ubuntu), mksh and fish want a number
behind ``>&`` and run nothing; with ``&`` behind it not even a message appears.

Bad:

    ssh skye.local ./math.sh -mathlink >& /dev/null &

Good:

    ssh skye.local ./math.sh -mathlink > /dev/null 2>&1 &
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Problem, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_OPERATOR = ">&"


@rule("RK305", Severity.WARNING, Subject.PROBLEM, fix=Applicability.SAFE, certain=Severity.ERROR)
def check(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report where a shell stops at it; repair it where the local shell is the reader."""
    fix = _fix(journey, problem.span) if problem in journey.local.problems else None
    yield Finding(problem.span, problem.message, "write `> file 2>&1`", fix, problem.severity)


def _fix(journey: Journey, span: Span) -> Fix:
    rest = Span(span.start + len(_OPERATOR), span.end)
    edits = (
        journey.launch.replace(Span(span.start, rest.start), ">"),
        journey.launch.replace(Span(span.end, span.end), " 2>&1"),
    )
    return safe("write > file 2>&1", *edits)
