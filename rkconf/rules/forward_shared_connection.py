"""A shared ssh connection may drop the tunnel.

If the user's ssh configuration keeps connections open (``ControlMaster``, ``ControlPersist``), a
new ssh command uses an open connection, and its forwards may be lost. ``-S none`` gives the command
a separate connection.

Bad:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -S none -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Exceptions:

The rule is silent if the command contains ``-S`` or ``ControlPath``.

Fix safety:

This fix is safe: it only makes ssh open a new connection to the same host.
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import add_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK611", Severity.INFO, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Find a tunnel that may use a shared connection."""
    connection = journey.connection
    if not connection:
        return
    path = next((option.text for option in connection.given("S")), connection.setting("ControlPath"))
    if path is None:
        fix = safe("add -S none", add_option(journey, "-S none"))
        yield Finding(
            connection.program.raw.span, "ssh may use a shared connection and drop the tunnel", "add -S none", fix
        )
