"""Something that csh cannot read.

tcsh takes `VAR=value prog` for a program called `VAR=value`, its own ``nice`` has no ``-n``, and
``${name%pattern}``, ``$(...)`` and ``$((...))`` stop it. ``env`` works everywhere.

Bad:

    ssh skye.local "LANG=C nice -n 5 ./math.sh" -mathlink

Good:

    ssh skye.local "env LANG=C nice ./math.sh" -mathlink
"""

from collections.abc import Iterator
from re import compile as regex

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Problem, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_WITH_PROGRAM = regex(r"[A-Za-z_][A-Za-z0-9_]*=[^\s;&|'\"]*[ \t]+[^\s;&|]")
_NICE = regex(r"nice -n")


@rule("RK310", Severity.WARNING, Subject.PROBLEM, fix=Applicability.SAFE, certain=Severity.ERROR)
def check(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report where a csh stops."""
    fix = _fix(journey, problem)
    yield Finding(
        problem.span,
        problem.message,
        "put `env` before it" if fix else "let sh read it: `sh -c '...'`",
        fix,
        problem.severity,
    )


def _fix(journey: Journey, problem: Problem) -> Fix | None:
    reading = journey.local if problem in journey.local.problems else journey.remote
    text = reading.text.text if reading else ""
    start = next((at for at in range(len(text)) if reading and reading.text[at:].span.start >= problem.span.start), 0)
    match = _WITH_PROGRAM.match(text, start) or _NICE.match(text, max(0, start - len("nice ")))
    if not match or not reading:
        return None
    place = reading.text[match.start() :].span.start
    return safe("put env before it", journey.launch.replace(Span(place, place), "env "))
