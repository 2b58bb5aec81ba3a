"""A carriage return at the end belongs to the last argument.

A command that was pasted from a Windows file ends in CR. No shell but fish takes it for a blank, so the
last argument is the link name, or whatever it is, *and* an invisible character.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkName `linkname`<CR>

Good:

    ssh skye.local ./math.sh -mathlink -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Field, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK311", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look at the ends of the words that arrive."""
    here = journey.launcher.words if journey.launcher else ()
    words = (
        *(word for word in here if word.text.endswith("\r") and not _is_read_again(word, journey, target)),
        *(journey.kernel.invocation.words if journey.kernel else ()),
    )
    for span in dict.fromkeys(word.value[-1:].span for word in words if word.text.endswith("\r")):
        message = "a carriage return is part of this argument"
        yield Finding(
            span, message, "take it away", safe("take the carriage return away", journey.launch.replace(span, ""))
        )


def _is_read_again(word: Field, journey: Journey, target: Target) -> bool:
    """Say whether a login shell that is known has the last word: fish takes the character for a blank (measured)."""
    return bool(journey.connection and word in journey.connection.command and len(target.remote_shells) == 1)
