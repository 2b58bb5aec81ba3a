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
    if connection.launcher != "mathssh":
        return
    ours, theirs = target.version, target.kernel_version
    if theirs.name in ours.mathssh_kernels:
        return
    program = _program(connection, journey)
    host = connection.destination.raw.span.start if connection.destination else -1
    # Words of a variable are elsewhere in the text.
    is_in_order = program.end < host
    span = Span(program.start, host - 1) if is_in_order else program
    use_ssh = unsafe("use ssh", journey.launch.replace(span, "ssh -o BatchMode=yes"))
    # It is not known how ssh would read an undocumented option.
    fix = use_ssh if is_in_order and not connection.undocumented_option else None
    # A client documented for some kernels only, or a kernel documented for some clients only, fails with all others.
    selective = bool(ours.mathssh_kernels or theirs.mathssh_kernels or not theirs.front_end)
    if selective:
        message = f"mathssh does not connect a Front End {ours} with a kernel {theirs}"
        yield Finding(span, message, "use ssh, which reaches every kernel", fix)
    else:
        message = f"mathssh is not known to connect a Front End {ours} with a kernel {theirs}"
        yield Finding(span, message, "use ssh, which reaches every kernel", fix, Severity.WARNING)


def _program(connection: Connection, journey: Journey) -> Span:
    """Return the span of the program that makes a connection."""
    calls = (call.invocation for call in journey.calls if call.connection == connection)
    invocation = next(calls, journey.launcher)
    return (invocation.program if invocation else connection.program).raw.span
