"""rsh and its kin send everything in clear text.

Whoever sits on the network reads the session, and networks have refused these programs for many
years. ssh takes the same words.

Bad:

    rsh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK401", Severity.ERROR, Subject.CONNECTION, fix=Applicability.UNSAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the launcher."""
    if connection.launcher == "rsh":
        name = connection.program.base
        fix = unsafe("write ssh", journey.launch.replace(connection.program.raw.span, "ssh -o BatchMode=yes"))
        message = f"{name} encrypts nothing, and most networks refuse it"
        yield Finding(connection.program.raw.span, message, "use ssh", fix)
