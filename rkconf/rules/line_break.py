"""A line break inside the command ends it.

Long commands are broken when they are pasted from a page or a mail. A shell takes each line for a
command of its own: ssh runs without the kernel's arguments, and the rest is run by itself. A break
behind a backslash, or at the very end, does no harm.

Bad:

    ssh skye.local ./math.sh -mathlink
    -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Reading, Started, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK308", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for a command that a line break ends before its words are over."""
    programs = (
        (journey.local, journey.launcher.started if journey.launcher else None),
        (journey.remote, journey.kernel.invocation.started if journey.kernel and journey.remote else None),
    )
    for reading, program in programs:
        if reading and program in reading.started:
            following = reading.started[reading.started.index(program) + 1 :]
            yield from (_broken(journey, reading, later) for later in following if later.after == "\n")


def _broken(journey: Journey, reading: Reading, later: Started) -> Finding:
    first = next(at for at in range(len(reading.text)) if reading.text[at:].span.start >= later.words[0].raw.span.start)
    start = reading.text.text.rindex("\n", 0, first)
    span = reading.text[start : start + 1].span
    fix = safe("write a blank", journey.launch.replace(span, " "))
    return Finding(span, "the line break ends the command: what follows is run by itself", "write a blank here", fix)
