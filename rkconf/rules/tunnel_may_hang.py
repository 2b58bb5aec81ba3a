"""When a port of the tunnel is taken, ssh only warns and goes on.

The kernel then calls a port where somebody else listens, or nobody, and hangs. With
``ExitOnForwardFailure=yes`` ssh ends with a message instead.

Bad:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import add_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK606", Severity.INFO, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Look for the setting where there is a tunnel."""
    connection = journey.connection
    if connection and (connection.setting("ExitOnForwardFailure") or "").lower() != "yes":
        text = "-o ExitOnForwardFailure=yes"
        # With it ssh ends at a second forward of the same port too, of which it only warns otherwise (measured).
        # A tunnel that another ssh opened is not this one's business.
        is_told = connection.setting("ExitOnForwardFailure") or not connection.remote_forwards
        fix = None if is_told or connection.repeated_forwards else safe(f"add {text}", add_option(journey, text))
        yield Finding(connection.program.raw.span, "ssh goes on when a port of the tunnel is taken", f"add {text}", fix)
