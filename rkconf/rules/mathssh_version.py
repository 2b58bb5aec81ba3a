"""The built-in ssh client between versions that it does not connect.

``mathssh``, the client that comes with 5.2, needs a Front End 5.2 and a kernel 5.2. Between other versions use ssh
itself, which reaches every kernel. Where both sides are newer nothing says whether it works.

Bad:

    `java` -jar "`mathssh`" user@skye.local ./math.sh -mathlink -LinkName "`linkname`"

Good:

    ssh user@skye.local ./math.sh -mathlink -LinkName "`linkname`"
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK701", Severity.ERROR, Subject.CONNECTION, fix=Applicability.UNSAFE)
def check(connection: Connection, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare both versions with those that the client is attested to connect."""
    launcher = journey.launcher
    if connection.launcher != "mathssh" or not launcher:
        return
    ours, theirs = target.version, target.kernel_version
    if theirs.name in ours.mathssh_kernels:
        return
    span = _client(connection, launcher.program.raw.span)
    # What ssh would make of an option that nothing attests is not known.
    use_ssh = unsafe("use ssh", journey.launch.replace(span, "ssh -o BatchMode=yes"))
    fix = None if connection.undocumented_option else use_ssh
    # A client that is attested for some kernels, or a kernel that an attested client reaches, is known to be choosy.
    choosy = bool(ours.mathssh_kernels or theirs.mathssh_kernels or not theirs.front_end)
    if choosy:
        message = f"mathssh does not connect a Front End {ours} with a kernel {theirs}"
        yield Finding(span, message, "use ssh, which reaches every kernel", fix)
    else:
        message = f"nothing attests that mathssh connects a Front End {ours} with a kernel {theirs}"
        yield Finding(span, message, "use ssh, which reaches every kernel", fix, Severity.WARNING)


def _client(connection: Connection, program: Span) -> Span:
    """Return where the client stands: from the program up to the blank before the host."""
    return program if connection.destination is None else Span(program.start, connection.destination.raw.span.start - 1)
