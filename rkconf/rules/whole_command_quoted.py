"""The whole command stands in quotes: the local shell looks for one program of that name.

Quotes make one word. With quotes around everything there is no program, no host and no argument,
only a very long name. On Windows it is otherwise: there cmd.exe takes the outermost quotes away
(``--local-shell cmd``).

Bad:

    "ssh skye.local ./math.sh -mathlink"

Good:

    ssh skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.programs import is_command
from rkconf.rule import Finding, Subject, rule

_ADVICE = "take the quotes away; for a Front End on Windows they are right: say --local-shell cmd"


@rule("RK313", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for a single word that would be a command without its quotes."""
    if not journey.launcher or journey.launcher.arguments:
        return
    word = journey.launcher.program
    marks = word.removed
    if marks and is_command(word.text):
        fix = None
        if marks == (marks[0], marks[-1]) and word.raw.text[0] == marks[0].text and word.raw.text[-1] == marks[-1].text:
            fix = safe("take the quotes away", *(journey.launch.replace(mark.span, "") for mark in marks))
        yield Finding(word.raw.span, "the shell takes all of this for the name of one program", _ADVICE, fix)
