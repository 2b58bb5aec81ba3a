"""``>& file`` is the csh syntax for redirecting both outputs; some other shells refuse it.

bash, zsh and tcsh accept it. dash (``/bin/sh`` on Debian and Ubuntu), mksh and fish expect a number
after ``>&`` and run nothing. If the command ends in ``&``, not even an error message appears.

Bad:

    ssh skye.local ./math.sh -mathlink >& /dev/null &

Good:

    ssh skye.local ./math.sh -mathlink > /dev/null 2>&1 &

Exceptions:

The rule is silent if the shell that reads the redirection is known to be bash, zsh or tcsh. Specify
the shells with ``--local-shell`` and ``--remote-shell``.

Fix safety:

This fix is safe: ``> file 2>&1`` redirects the same two outputs in every shell of the sh family and
in fish. A redirection that only the remote shell reads has no fix.
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
    """Report where a shell stops at `>&`; offer a fix where the local shell reads it."""
    fix = _fix(journey, problem.span) if problem in journey.local.problems else None
    yield Finding(problem.span, problem.message, "write `> file 2>&1`", fix, problem.severity)


def _fix(journey: Journey, span: Span) -> Fix:
    rest = Span(span.start + len(_OPERATOR), span.end)
    edits = (
        journey.launch.replace(Span(span.start, rest.start), ">"),
        journey.launch.replace(Span(span.end, span.end), " 2>&1"),
    )
    return safe("write > file 2>&1", *edits)
