"""ssh is given no host, or takes something else for it.

The first word that is no option is the machine. Without one, ssh takes the kernel's path for it, or
reads ``-mathlink`` as its own ``-m`` and says "Unknown mac type 'athlink'".

Bad:

    ssh ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.invocation import is_kernel, is_start_flag
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK409", Severity.ERROR, Subject.CONNECTION)
def check(connection: Connection, _: Journey, __: Target) -> Iterator[Finding]:
    """Look at what stands in the host's place."""
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
            connection.program.raw.span, f"{connection.program.base} is given no host", "write the kernel's machine"
        )
    elif not where.text:
        message = f"an empty word stands in the host's place: {connection.program.base} calls this machine"
        yield Finding(where.raw.span, message, "write the kernel's machine")
    elif is_kernel(where) or where.text.startswith(("/", "./", "~")):
        message = f"{where.text} stands in the host's place"
        yield Finding(where.raw.span, message, "write the host before the kernel")
