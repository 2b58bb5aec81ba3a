"""The command begins with the prompt of a terminal.

``$``, ``%`` and ``>`` before a command are what a terminal prints, not what a person types. The
shell looks for a program of that name, or writes the output to a file called ``ssh``.

Bad:

    $ ssh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink
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
    """Look at the very first thing that the local shell reads."""
    text = journey.local.text
    begin = len(text) - len(text.text.lstrip())
    mark = text[begin : begin + 1]
    if mark.text in _PROMPTS and text.text[begin + 1 : begin + 2] in {" ", "\t"} and not _redirects(journey):
        end = len(text) - len(text.text[begin + 1 :].lstrip())
        fix = safe("take it away", journey.launch.replace(text[begin:end].span, ""))
        yield Finding(mark.span, f"`{mark}` is the prompt of a terminal, not part of the command", "take it away", fix)


def _redirects(journey: Journey) -> bool:
    """Return whether the command begins with a redirection that is one: its file has the name of no program."""
    execution = next(iter(journey.local.executions), None)
    targets = [each.target for each in execution.redirected if each.is_output] if execution else []
    return bool(targets) and targets[0].base.lower() not in known_programs()
