"""The built-in ssh client does not connect these two versions.

``mathssh``, the ssh client that comes with version 5.2, needs a Front End 5.2 and a kernel 5.2. For
other versions use ssh, which reaches every kernel.

Bad:

    `java` -jar "`mathssh`" user@skye.local ./math.sh -mathlink -LinkName "`linkname`"

Good:

    ssh user@skye.local ./math.sh -mathlink -LinkName "`linkname`"

Exceptions:

If both sides are newer than 5.2, the finding is only a warning: it is not known whether ``mathssh``
works between them.

Fix safety:

This fix is unsafe: it writes ``ssh -o BatchMode=yes`` instead of ``mathssh``. ssh reads other files
for its keys and settings, and cannot ask for a password.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK701", Severity.ERROR, Subject.CONNECTION, fix=Applicability.UNSAFE)
def check(connection: Connection, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare both versions with those that the client is documented to connect."""
    launcher = journey.launcher
    if connection.launcher != "mathssh" or not launcher:
        return
    ours, theirs = target.version, target.kernel_version
    if theirs.name in ours.mathssh_kernels:
        return
    span = _client(connection, launcher.program.raw.span)
    # It is not known how ssh would read an undocumented option.
    use_ssh = unsafe("use ssh", journey.launch.replace(span, "ssh -o BatchMode=yes"))
    fix = None if connection.undocumented_option else use_ssh
    # A client documented for some kernels only, or a kernel documented for some clients only, fails with all others.
    selective = bool(ours.mathssh_kernels or theirs.mathssh_kernels or not theirs.front_end)
    if selective:
        message = f"mathssh does not connect a Front End {ours} with a kernel {theirs}"
        yield Finding(span, message, "use ssh, which reaches every kernel", fix)
    else:
        message = f"mathssh is not known to connect a Front End {ours} with a kernel {theirs}"
        yield Finding(span, message, "use ssh, which reaches every kernel", fix, Severity.WARNING)


def _client(connection: Connection, program: Span) -> Span:
    """Return the span of the client: from the program to the space before the host."""
    return program if connection.destination is None else Span(program.start, connection.destination.raw.span.start - 1)
