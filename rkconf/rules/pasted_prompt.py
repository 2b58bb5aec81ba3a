"""The command begins with the prompt of a terminal.

A terminal prints ``$``, ``%`` or ``>`` before a command; the character is not part of the command.
The shell looks for a program of that name, or writes the output to a file named ``ssh``.

Bad:

    $ ssh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink

Exceptions:

``>`` before a file name is a redirection and is not reported.

Fix safety:

This fix is safe: it only removes the prompt.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.programs import known_programs
from rkconf.rule import Finding, Subject, rule

_PROMPTS = ("$", "%", ">")


@rule("RK312", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Check the first character of the command."""
    text = journey.local.text
    begin = len(text) - len(text.text.lstrip())
    mark = text[begin : begin + 1]
    if mark.text in _PROMPTS and text.text[begin + 1 : begin + 2] in {" ", "\t"} and not _redirects(journey):
        end = len(text) - len(text.text[begin + 1 :].lstrip())
        fix = safe("remove it", journey.launch.replace(text[begin:end].span, ""))
        yield Finding(mark.span, f"`{mark}` is the prompt of a terminal, not part of the command", "remove it", fix)


def _redirects(journey: Journey) -> bool:
    """Return whether the command begins with a real redirection: its file is not named like a program."""
    execution = next(iter(journey.local.executions), None)
    targets = [each.target for each in execution.redirected if each.is_output] if execution else []
    return bool(targets) and targets[0].base.lower() not in known_programs()
