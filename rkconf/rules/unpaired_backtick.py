"""A backtick without its partner.

A placeholder is enclosed in two backticks. After a single one, the Front End finds no name, and the
shell waits for the second backtick and refuses the whole command.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkName `linkname -LinkHost 10.0.0.5

Good:

    ssh skye.local ./math.sh -mathlink -LinkName `linkname` -LinkHost 10.0.0.5
"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.deferred import pattern
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt

_HALF = pattern(r"`\w+(?![`\w])|(?<![`\w])\w+`")


@rule("RK204", Severity.ERROR, Subject.LAUNCH)
def check(launch: Launch, target: Target) -> Iterator[Finding]:
    """Find the backtick without a partner."""
    unpaired = launch.unfilled.unpaired
    if unpaired and launch.command:
        message = "this backtick has no partner: the placeholder is not replaced, and the shell refuses the command"
        names = launch.placeholder_values(target.version)
        halves = [half for half in _halves(launch.command) if half.text.strip("`") in names]
        if len(halves) == 1:
            name = f"`{halves[0].text.strip('`')}`"
            supposed = (launch.replace(halves[0].span, name),)
            yield Finding(halves[0].span, message, f"write {name}", supposed=supposed)
        else:
            yield Finding(unpaired.span, message, "write a backtick on each side of the name")


def _halves(command: Excerpt) -> Iterator[Excerpt]:
    """Yield the names with a backtick on one side only."""
    yield from (command[found.start() : found.end()] for found in _HALF.finditer(command.text))
