"""Nothing keeps ssh from asking, and nobody can answer.

Started by a Front End, ssh has no terminal. A question about a password, a passphrase or an
unknown machine ends the launch, or lets it hang when the Front End itself was started in a
terminal. With ``BatchMode=yes`` ssh never asks: it fails with a message.

Bad:

    ssh skye.local ./math.sh -mathlink

Good:

    ssh -o BatchMode=yes skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import add_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK407", Severity.INFO, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the setting."""
    if not connection.client.is_openssh or not connection.destination:
        return
    if (connection.setting("BatchMode") or "").lower() != "yes":
        fix = (
            None
            if connection.setting("BatchMode")
            else safe("add -o BatchMode=yes", add_option(journey, "-o BatchMode=yes"))
        )
        message = "ssh may ask for something, and nobody can answer"
        yield Finding(connection.program.raw.span, message, "add -o BatchMode=yes", fix)
