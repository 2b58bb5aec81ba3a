"""A line break inside the command ends it.

Long commands are often broken when they are pasted from a web page or a mail. A shell reads each
line as a separate command: ssh runs without the kernel's arguments, and the rest runs by itself.

Bad:

    ssh skye.local ./math.sh -mathlink
    -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

A line break after a backslash, or at the very end, is harmless. If the next line starts a program
that rkconf knows, other than the kernel, it counts as an intended command and is not reported.

Fix safety:

This fix is safe: a space joins the two lines into one command. The second line alone starts nothing
useful.
"""

from collections.abc import Iterator

from rkconf.command import Call, Evaluation, Execution, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.facts import WindowsShell
from rkconf.source import Excerpt


@rule("RK308", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a line break that ends a command before its last word."""
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
    """Return whether a line continues the one before it: it does not start a program that rkconf knows."""
    call = later.action
    return later.after == "\n" and isinstance(call, Call) and bool(call.unfollowed or call.kernel)


def _broken(journey: Journey, evaluation: Evaluation, later: Execution) -> Finding:
    text = evaluation.text
    first = text.index(later.words[0].raw.span.start)
    span = _last_break(text[:first], "\r\n" if isinstance(evaluation.shell, WindowsShell) else "\n").span
    fix = safe("write a space", journey.launch.replace(span, " "))
    return Finding(span, "the line break ends the command: the next line runs by itself", "write a space here", fix)


def _last_break(text: Excerpt, line_ends: str) -> Excerpt:
    """Return the last line ends of a text, with the empty lines between them."""
    end = max(map(text.text.rfind, line_ends)) + 1
    return text[len(text.text[:end].rstrip(line_ends)) : end]
