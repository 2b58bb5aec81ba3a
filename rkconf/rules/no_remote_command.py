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

from rkconf.command import Connection, Effect, Journey, Target
from rkconf.command.invocation import is_kernel
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.ssh.effects import OptionEffect
from rkconf.ssh.options import Option

_OPTION_MARKS = ("-", "+")
"""sshd runs `shell -c command`, and shells take a command that begins so for an option (measured)."""


def _idle(journey: Journey) -> Iterator[tuple[OptionEffect, Option]]:
    for connection in journey.connections:
        yield from connection.options_that(Effect.NO_COMMAND, Effect.ONE_COMMAND)


@rule("RK411", Severity.ERROR, Subject.CONNECTION)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what ssh hands on."""
    if not connection.destination or connection.undocumented_option:
        return
    for effect, option in _idle(journey):
        yield Finding(option.span, effect.message, f"take {effect.said} away")
        return
    first = connection.command[0] if connection.command else None
    if first and first.text.startswith(_OPTION_MARKS):
        message = f"the remote shell takes {first.text} for an option of its own"
        yield Finding(first.raw.span, message, "begin the command with the kernel's path")
    if not connection.command and not is_kernel(connection.destination):
        yield Finding(
            connection.destination.raw.span, "ssh is given no command: no kernel starts", "write the kernel's path"
        )
