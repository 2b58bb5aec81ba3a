"""rsh and similar programs send everything unencrypted.

Anyone on the network can read the session, and most networks block these programs. ssh takes the
same arguments.

Bad:

    rsh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink

Fix safety:

This fix is unsafe: it writes ``ssh -o BatchMode=yes`` instead of the program, and the other machine
must accept ssh connections with your key.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, Weakness, rule

_WEAKNESS = Weakness(319, 7.4, "AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N")


@rule("RK401", Severity.ERROR, Subject.CONNECTION, fix=Applicability.UNSAFE, weakness=_WEAKNESS)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find rsh and similar programs."""
    if connection.launcher == "rsh":
        name = connection.program.base
        fix = unsafe(
            "write ssh -o BatchMode=yes", journey.launch.replace(connection.program.raw.span, "ssh -o BatchMode=yes")
        )
        message = f"{name} is unencrypted, and most networks block it"
        yield Finding(connection.program.raw.span, message, "use ssh", fix)
