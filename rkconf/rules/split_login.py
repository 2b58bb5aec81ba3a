"""A space inside ``user@host`` splits it into two words.

ssh reads the first word as the host and the rest as the remote command. The same happens if there
is only a space between user and host.

Bad:

    ssh username @skye.local ./math.sh -mathlink

Good:

    ssh username@skye.local ./math.sh -mathlink

Fix safety:

This fix is safe: it only removes spaces. A command in quotes after the ``@`` has no fix, and user and
host without the ``@`` have none, since the second word may be the name of a program.
"""

import re
from collections.abc import Iterator, Sequence

from rkconf.command import Connection, Journey, Launch, Target
from rkconf.command.invocation import begins_command
from rkconf.command.repair import remove, safe
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.programs import clients_by_program
from rkconf.programs.table import table
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field
from rkconf.source import Span

_DOTTED = pattern(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_AT = "@"
_HOST = re.compile(r"@[A-Za-z0-9.:_-]*")


def _is_host(word: Field) -> bool:
    """Return whether a word is `@host` without quotes; with quotes it may be a command of csh."""
    return bool(_HOST.fullmatch(word.text)) and not word.removed


def _joined(where: Field, rest: Sequence[Field], launch: Launch) -> Fix | None:
    """Return the fix that joins a login: None if the word after its `@` cannot be the host, as a command in quotes."""
    last = next((word for word in rest if word.text != _AT), None)
    if last is None or begins_command(last) or any(map(str.isspace, last.text)):
        return None
    between = _AT if rest[0].text == _AT else ""
    return safe("remove the space", launch.replace(Span(where.raw.span.end, last.raw.span.start), between))


@rule("RK412", Severity.ERROR, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find an `@` with a space beside it."""
    where = connection.destination
    following = connection.command[0] if connection.command else None
    is_cut = where and following and where.text.endswith(_AT) and not begins_command(following)
    if where and following and (is_cut or _is_host(following)):
        fix = _joined(where, connection.command[:2], journey.launch)
        message = f"the space ends the host at {where.text}: ssh reads the rest as the command"
        yield Finding(where.raw.span.to(following.raw.span), message, "write user@host without a space", fix)
    elif where and following and journey.unfollowed and journey.unfollowed.raw.span == following.raw.span:
        yield from _host_as_program(where, following, connection, journey)


def _host_as_program(where: Field, program: Field, connection: Connection, journey: Journey) -> Iterator[Finding]:
    """Find the name of a host instead of a program, or of ssh instead of a host."""
    _, dot, ending = program.text.rpartition(".")
    if where.base.lower() in clients_by_program():
        fix = safe(f"remove the second {where}", remove(journey.launch, where.raw.span))
        message = f"{where} is written twice: the second one is read as the host"
        yield Finding(where.raw.span, message, f"write {where} once", fix)
        return
    is_host = bool(_DOTTED.fullmatch(program.text)) and bool(dot) and ending.lower() not in table().program_endings
    if is_host and "@" not in where.text and "l" not in {option.letter for option in connection.options}:
        message = f"ssh reads {where} as the host and {program} as the program to start there"
        yield Finding(where.raw.span.to(program.raw.span), message, f"write {where}@{program}")
