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
from rkconf.command.invocation import begins_command, is_program, is_start_flag
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field
from rkconf.source import Span

_HOST, _KERNEL = "host", "math"
"""The words that are supposed to be missing: they show how the rest is read with them."""


@rule("RK409", Severity.ERROR, Subject.CONNECTION)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Check the word that ssh reads as the host."""
    if connection.undocumented_option:
        return
    swallowed = next((option.word for option in connection.options if is_start_flag(option.word)), None)
    where = connection.destination
    if swallowed:
        yield _swallowed(swallowed, connection, journey)
    elif where is None:
        yield Finding(
            connection.program.raw.span,
            f"{connection.program.base} has no host: it exits",
            "write the host of the kernel",
        )
    else:
        yield from _misread(where, connection, journey)


def _misread(where: Field, connection: Connection, journey: Journey) -> Iterator[Finding]:
    """Report a word that ssh reads as the host, though it is not."""
    client = connection.program.base
    if not where.text:
        message = f"the host is empty: {client} connects to this machine"
        yield _supposing(journey, where, where.raw.span, _HOST, message, "write the host of the kernel")
    elif is_program(where):
        message = f"{client} reads {where.text} as the host"
        yield _supposing(journey, where, _start(where), f"{_HOST} ", message, "write the host before the kernel")
    elif where.text.endswith("@") and connection.command and begins_command(connection.command[0]):
        end = Span(where.raw.span.end, where.raw.span.end)
        yield _supposing(journey, where, end, _HOST, f"the host after {where.text} is missing", "write it after the @")


def _swallowed(flag: Field, connection: Connection, journey: Journey) -> Finding:
    """Report a flag of the kernel that ssh reads as its own: the words before it show which word is missing."""
    message = f"{connection.program.base} reads {flag.text} as its own -{flag.text[1]}: the "
    where = connection.destination
    if where is None or where.raw.span.start > flag.raw.span.start:
        given = f"{_HOST} {_KERNEL} ", f"{message}host is missing", "write the host and the kernel before it"
        return _supposing(journey, flag, _start(flag), *given)
    if is_program(where):
        given = f"{_HOST} ", f"{message}host is missing", "write the host before the kernel"
        return _supposing(journey, flag, _start(where), *given)
    given = f"{_KERNEL} ", f"{message}kernel is missing", "write the path of the kernel before it"
    return _supposing(journey, flag, _start(flag), *given)


def _start(word: Field) -> Span:
    return Span(word.raw.span.start, word.raw.span.start)


def _supposing(journey: Journey, marked: Field, at: Span, text: str, message: str, advice: str) -> Finding:
    return Finding(marked.raw.span, message, advice, supposed=(journey.launch.replace(at, text),))
