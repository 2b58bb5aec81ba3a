"""When a port of the tunnel is taken, ssh only prints a warning and continues.

The kernel then calls a port where another program listens, or nothing, and hangs. With
``ExitOnForwardFailure=yes`` ssh exits with a message instead.

Bad:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -o ExitOnForwardFailure=yes -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Fix safety:

This fix is safe: ssh then ends only when it cannot open a port that a link needs. Beside another
forward, at whose taken port ssh would end too, it is unsafe. If the command sets the option itself,
forwards a port twice, or one that the Front End has opened, there is no fix.
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.forward_purposes import has_other_forwards, occupied_forwards
from rkconf.command.repair import add_option, safe, unsafe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.rule import Finding, Subject, rule

_OPTION = "-o ExitOnForwardFailure=yes"


@rule("RK606", Severity.INFO, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, target: Target) -> Iterator[Finding]:
    """Find a tunnel without the setting."""
    connection = journey.connection
    if connection and (connection.setting("ExitOnForwardFailure") or "").lower() != "yes":
        yield Finding(
            connection.program.raw.span,
            "ssh continues when a port of the tunnel is taken, and the kernel hangs",
            f"add {_OPTION}",
            _fix(journey, target),
        )


def _fix(journey: Journey, target: Target) -> Fix | None:
    """Return the fix, unless the setting has no use, or ends the login.

    With it, ssh also exits at a forward that it cannot open without harm to a link, and at a second one of the same
    port, where it only warns otherwise (measured). A tunnel that another ssh opens does not depend on this setting.
    """
    connection = journey.connection
    if not connection or connection.setting("ExitOnForwardFailure") or not connection.remote_forwards:
        return None
    if connection.repeated_forwards or occupied_forwards(journey):
        return None
    made = unsafe if has_other_forwards(journey, target.version) else safe
    return made(f"add {_OPTION}", add_option(journey, _OPTION))
