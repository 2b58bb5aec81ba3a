"""When a port of the tunnel is taken, ssh only prints a warning and continues.

The kernel then calls a port where another program listens, or nothing, and hangs. With
``ExitOnForwardFailure=yes`` ssh exits with a message instead.

Bad:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Fix safety:

This fix is safe: it changes nothing as long as ssh can open all ports of the tunnel. If the command
sets the option itself, or forwards a port twice, there is no fix.
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import add_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK606", Severity.INFO, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Find a tunnel without the setting."""
    connection = journey.connection
    if connection and (connection.setting("ExitOnForwardFailure") or "").lower() != "yes":
        text = "-o ExitOnForwardFailure=yes"
        # With it, ssh also exits at a second forward of the same port, where it only warns otherwise (measured).
        # A tunnel that another ssh opens does not depend on this setting.
        is_settled = connection.setting("ExitOnForwardFailure") or not connection.remote_forwards
        fix = None if is_settled or connection.repeated_forwards else safe(f"add {text}", add_option(journey, text))
        yield Finding(
            connection.program.raw.span,
            "ssh continues when a port of the tunnel is taken, and the kernel hangs",
            f"add {text}",
            fix,
        )
