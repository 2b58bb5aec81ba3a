"""rsh and similar programs send everything unencrypted.

Anyone on the network can read the session, and most networks block these programs. ssh takes the
same arguments. On Windows, parallel kernels that name no command are started with rsh up to 12.2: that is the
default of Mathematica.

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
def check(connection: Connection, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find rsh and similar programs."""
    if connection.launcher == "rsh":
        name = connection.program.base
        fix = unsafe(
            "write ssh -o BatchMode=yes", journey.launch.replace(connection.program.raw.span, "ssh -o BatchMode=yes")
        )
        message = f"{name} is unencrypted, and most networks block it"
        command = journey.launch.command
        is_default = command is not None and command.text in target.version.default_template.values()
        advice = (
            f"use ssh; this is the default command of version {target.version} on Windows" if is_default else "use ssh"
        )
        yield Finding(connection.program.raw.span, message, advice, fix)
