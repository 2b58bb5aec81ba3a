"""ssh has no command to run, so no kernel starts.

Without a command ssh opens an interactive session, also if quotes join the command with the host.
With ``-N`` it runs nothing at all. Settings have the same effect: with ``SessionType=none`` ssh runs
nothing, and with ``RemoteCommand`` it refuses the command after the host.

Bad:

    ssh -N -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Exceptions:

If the host is missing, missing-host reports that instead. The rule is silent after an undocumented
option of the client.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Effect, Journey, Target
from rkconf.command.invocation import START_FLAGS, is_kernel
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field
from rkconf.ssh.effects import OptionEffect
from rkconf.ssh.options import Option

_FLAGS = tuple(f" {flag} " for flag in START_FLAGS)
_OPTION_MARKS = ("-", "+")
"""sshd runs `shell -c command`, and a shell reads a command with such a first character as an option (measured)."""


def _idle(journey: Journey) -> Iterator[tuple[OptionEffect, Option]]:
    for connection in journey.connections:
        yield from connection.options_that(Effect.NO_COMMAND, Effect.ONE_COMMAND)


def _joins_host(where: Field) -> bool:
    """Return whether quotes join the host with the flags of the kernel."""
    return bool(where.removed) and where.known and any(each in f"{where.text} ".lower() for each in _FLAGS)


@rule("RK411", Severity.ERROR, Subject.CONNECTION)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Check the command that ssh passes on."""
    if not connection.destination or connection.undocumented_option:
        return
    for effect, option in _idle(journey):
        yield Finding(option.span, effect.message, f"remove {effect.said}")
        return
    first = connection.command[0] if connection.command else None
    if first and first.text.startswith(_OPTION_MARKS):
        message = f"the remote shell reads {first.text} as an option, not as a program"
        yield Finding(first.raw.span, message, "begin the command with the kernel's path")
    if not connection.command and _joins_host(connection.destination):
        where = connection.destination.raw
        supposed = (journey.launch.replace(where.span, connection.destination.text),)
        message = "the quotes make the host and the command one word, so ssh has no command to run"
        yield Finding(where.span, message, "remove the quotes", supposed=supposed)
    elif not connection.command and not is_kernel(connection.destination):
        yield Finding(
            connection.destination.raw.span, "ssh has no command to run, so no kernel starts", "write the kernel's path"
        )
