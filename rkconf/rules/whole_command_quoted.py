"""The whole command is quoted: the local shell looks for one program of that name.

Quotes make one word. With quotes around everything there is no program, no host and no argument,
only a very long name.

Bad:

    "ssh skye.local ./math.sh -mathlink"

Good:

    ssh skye.local ./math.sh -mathlink

Exceptions:

On Windows such quotes are correct: cmd.exe removes the outermost pair. Pass ``--local-shell cmd``
to check a command for Windows.

Fix safety:

This fix is safe: it only removes the outer pair of quotes. With these quotes nothing can run.
"""

from collections.abc import Iterator

from rkconf.command import Call, Journey, Target
from rkconf.command.invocation import joins_command
from rkconf.command.repair import safe, with_escape
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.rule import Finding, Subject, rule

_ADVICE = "remove the quotes"
_FOR_WINDOWS = f"{_ADVICE}; for a Front End on Windows, where they are correct, use --local-shell cmd"


@rule("RK313", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a program whose name would be a command without its quotes."""
    for call in journey.calls[-1:] if not journey.is_read_by_windows else ():
        if call.invocation and call.unfollowed is call.invocation.program and joins_command(call.unfollowed):
            message = "the quotes make the whole command one program name"
            alone = not call.machine and not call.invocation.arguments
            yield Finding(call.unfollowed.raw.span, message, _FOR_WINDOWS if alone else _ADVICE, _fix(journey, call))


def _fix(journey: Journey, call: Call) -> Fix | None:
    """Return the fix that removes the outer pair of quotes; None if a quote is not a character of the command."""
    word = call.unfollowed
    marks = word.removed if word else ()
    if not word or len(marks) != len("''") or marks != (word.raw[:1], word.raw[-1:]):
        return None
    edits = (journey.launch.replace(with_escape(journey, mark), "") for mark in marks)
    return safe(_ADVICE, *edits) if all(journey.source_text(mark) == mark.text for mark in marks) else None
