"""ssh is given nothing to start.

Without a command ssh opens a session for typing, and with ``-N`` it starts nothing at all. Settings
do the same: ``SessionType=none``, or ``RemoteCommand``, beside which ssh refuses the command behind
the host. No kernel runs.

Bad:

    ssh -N -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Effect, Journey, Target
from rkconf.command.invocation import is_kernel
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK411", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what ssh hands on."""
    connection = journey.connection
    if not connection or not connection.destination or connection.unattested:
        return
    for cause, option in connection.options_that(Effect.NO_COMMAND, Effect.ONE_COMMAND):
        yield Finding(option.span, cause.message, f"take {cause.said} away")
        return
    if not connection.command and not is_kernel(connection.destination):
        yield Finding(
            connection.destination.raw.span, "ssh is given no command: no kernel starts", "write the kernel's path"
        )
