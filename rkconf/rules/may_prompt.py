"""ssh may prompt, and nobody can answer.

When the Front End starts ssh, ssh has no terminal. A question about a password, a passphrase or an
unknown machine ends the launch, or lets it hang if the Front End itself was started in a terminal.
With ``BatchMode=yes`` ssh never prompts; it exits with a message.

Bad:

    ssh skye.local ./math.sh -mathlink

Good:

    ssh -o BatchMode=yes skye.local ./math.sh -mathlink

Exceptions:

Clients other than OpenSSH are not checked, and neither is ssh under a program that answers its prompts:
``sshpass`` could not answer any with ``BatchMode=yes``.

Fix safety:

This fix is safe: a login that works without a question works in the same way with it. If the
command already sets ``BatchMode``, there is no fix.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.prompts import are_answered
from rkconf.command.repair import add_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK407", Severity.INFO, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a client of ssh that may ask."""
    if not connection.client.is_openssh or not connection.destination or are_answered(connection, journey):
        return
    if (connection.setting("BatchMode") or "").lower() != "yes":
        fix = (
            None
            if connection.setting("BatchMode")
            else safe("add -o BatchMode=yes", add_option(journey, "-o BatchMode=yes", connection))
        )
        message = "ssh may prompt, and nobody can answer"
        yield Finding(connection.program.raw.span, message, "add -o BatchMode=yes", fix)
