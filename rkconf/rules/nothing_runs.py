"""The launch command starts nothing.

It is empty, or only a comment, or only prepares something. The Front End waits for a kernel that
nobody started.

Bad:

    # ssh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK011", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for a command in which the local shell finds no program."""
    text = journey.launch.command
    if text is not None and not journey.launcher and not journey.local.refused:
        yield Finding(
            text.span, "this starts nothing: no kernel ever calls", "write the command that starts the kernel"
        )
