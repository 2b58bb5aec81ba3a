"""When a port of the tunnel is taken, ssh only warns and goes on.

The kernel then calls a port where somebody else listens, or nobody, and hangs. With
``ExitOnForwardFailure=yes`` ssh ends with a message instead.

Bad:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import add_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK606", Severity.INFO, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the setting where there is a tunnel."""
    connection = journey.connection
    if connection and journey.tunnels and (connection.setting("ExitOnForwardFailure") or "").lower() != "yes":
        text = "-o ExitOnForwardFailure=yes"
        fix = None if connection.setting("ExitOnForwardFailure") else safe(f"add {text}", add_option(journey, text))
        yield Finding(connection.program.raw.span, "ssh goes on when a port of the tunnel is taken", f"add {text}", fix)
