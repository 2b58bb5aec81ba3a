"""A shared connection of ssh may swallow the tunnel.

Where the user's ssh configuration keeps connections open (``ControlMaster``, ``ControlPersist``), a
new ssh goes through an old one, and its forwards may be gone. ``-S none`` keeps this one to itself.

Bad:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -S none -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import add_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK611", Severity.INFO, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Look for a connection of its own where there is a tunnel."""
    connection = journey.connection
    if not connection:
        return
    path = next((option.text for option in connection.given("S")), connection.setting("ControlPath"))
    if path is None:
        fix = safe("add -S none", add_option(journey, "-S none"))
        yield Finding(connection.program.raw.span, "a shared connection may swallow the tunnel", "add -S none", fix)
