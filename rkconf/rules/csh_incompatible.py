"""Syntax that csh does not support.

tcsh reads ``VAR=value prog`` as a program named ``VAR=value``. Its built-in ``nice`` has no ``-n``,
and it stops with an error at ``${name%pattern}``, ``$(...)`` and ``$((...))``. ``env`` works in
every shell.

Bad:

    ssh skye.local "LANG=C nice -n 5 ./math.sh" -mathlink

Good:

    ssh skye.local "env LANG=C nice ./math.sh" -mathlink

Exceptions:

The rule is silent if no shell that reads the command can be csh. Specify the shells with
``--local-shell`` and ``--remote-shell``.

Fix safety:

This fix is safe: ``env`` in front sets the same variable, or runs the program ``nice``, in every
shell. Other syntax has no fix.
"""

from collections.abc import Iterator

from rkconf import deferred
from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Fix, Problem, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_WITH_PROGRAM = deferred.pattern(r"[A-Za-z_][A-Za-z0-9_]*=[^\s;&|'\"]*[ \t]+[^\s;&|]")
_NICE = pattern(r"nice -n")


@rule("RK310", Severity.WARNING, Subject.PROBLEM, fix=Applicability.SAFE, certain=Severity.ERROR)
def check(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report the syntax at which csh stops."""
    fix = _fix(journey, problem)
    yield Finding(
        problem.span,
        problem.message,
        "write `env` before it" if fix else "run it with sh: `sh -c '...'`",
        fix,
        problem.severity,
    )


def _fix(journey: Journey, problem: Problem) -> Fix | None:
    reading = journey.local if journey.is_local(problem) else journey.remote
    if not reading:
        return None
    text = reading.text.text
    start = reading.text.index(problem.span.start)
    match = _WITH_PROGRAM.match(text, start) or _NICE.match(text, max(0, start - len("nice ")))
    if not match:
        return None
    place = reading.text[match.start() : match.end()].span.start
    return safe("write env before it", journey.launch.replace(Span(place, place), "env "))
