"""ssh has no host, or reads another word as the host.

ssh reads the first word that is not an option as the host. If the host is missing, ssh takes the
kernel's path instead, or reads ``-mathlink`` as its own option ``-m`` and prints "Unknown mac type
'athlink'".

Bad:

    ssh ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

The rule is silent after an undocumented option of the client, since the next word may belong to
that option.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.invocation import is_kernel, is_start_flag
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK409", Severity.ERROR, Subject.CONNECTION)
def check(connection: Connection, _: Journey, __: Target) -> Iterator[Finding]:
    """Check the word that ssh reads as the host."""
    if connection.undocumented_option:
        return
    swallowed = next((option for option in connection.options if is_start_flag(option.word)), None)
    where = connection.destination
    if swallowed:
        message = (
            f"{connection.program.base} reads {swallowed.word.text} as its own -{swallowed.letter}: the host is missing"
        )
        yield Finding(swallowed.word.raw.span, message, "write the host before the kernel")
    elif where is None:
        yield Finding(
            connection.program.raw.span,
            f"{connection.program.base} has no host: it exits",
            "write the host of the kernel",
        )
    elif not where.text:
        message = f"the host is empty: {connection.program.base} connects to this machine"
        yield Finding(where.raw.span, message, "write the host of the kernel")
    elif is_kernel(where) or where.text.startswith(("/", "./", "~")):
        message = f"{connection.program.base} reads {where.text} as the host"
        yield Finding(where.raw.span, message, "write the host before the kernel")
