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
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK204", Severity.ERROR, Subject.LAUNCH)
def check(launch: Launch, _: Target) -> Iterator[Finding]:
    """Find the backtick without a partner."""
    unpaired = launch.unfilled.unpaired
    if unpaired:
        message = "this backtick has no partner: the placeholder is not replaced, and the shell refuses the command"
        yield Finding(unpaired.span, message, "write a backtick on each side of the name")
