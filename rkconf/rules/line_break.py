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

from rkconf.command import Call, Evaluation, Execution, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK308", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for a command that a line break ends before its words are over."""
    for hop in journey.hops:
        if (
            hop.execution
            and hop.call
            and (hop.call.connection or hop.call.kernel)
            and not hop.execution.background_mark
        ):
            later = hop.evaluation.after(hop.execution)
            yield from (_broken(journey, hop.evaluation, each) for each in later if _continues(each))


def _continues(later: Execution) -> bool:
    """Return whether a line is the rest of the one before it: it starts no program that rkconf knows."""
    call = later.action
    return later.after == "\n" and isinstance(call, Call) and bool(call.unfollowed or call.kernel)


def _broken(journey: Journey, evaluation: Evaluation, later: Execution) -> Finding:
    text = evaluation.text
    first = next(at for at in range(len(text)) if text[at:].span.start >= later.words[0].raw.span.start)
    start = text.text.rindex("\n", 0, first)
    span = text[start : start + 1].span
    fix = safe("write a blank", journey.launch.replace(span, " "))
    return Finding(span, "the line break ends the command: what follows is run by itself", "write a blank here", fix)
