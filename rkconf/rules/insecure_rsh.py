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

from rkconf.command import Field, Journey, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.programs.table import table
from rkconf.rule import Finding, Subject, Weakness, rule

_SSH = "ssh -o BatchMode=yes"
_WEAKNESS = Weakness(319, 7.4, "AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N")


@rule("RK401", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE, weakness=_WEAKNESS)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Find rsh and similar programs; rkconf does not know the arguments of some, so these have no fix."""
    for connection in journey.connections:
        if connection.launcher == "rsh":
            place = connection.program.raw.span
            fix = unsafe(f"write {_SSH}", journey.launch.replace(place, _SSH))
            yield Finding(place, _message(connection.program), _advice(journey, target), fix)
    unfollowed = journey.unfollowed
    if unfollowed and unfollowed.base.lower().removesuffix(".exe") in table().unencrypted:
        yield Finding(unfollowed.raw.span, _message(unfollowed), "use ssh")


def _message(program: Field) -> str:
    return f"{program.base} is unencrypted, and most networks block it"


def _advice(journey: Journey, target: Target) -> str:
    """Return the advice; it explains a command that nobody has chosen."""
    command = journey.launch.command
    is_default = command is not None and command.text in target.version.default_template.values()
    return f"use ssh; this is the default command of version {target.version} on Windows" if is_default else "use ssh"
