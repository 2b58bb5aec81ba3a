"""A blank inside ``user@host`` makes two words of it.

ssh takes the first for the machine and the rest for the command.

Bad:

    ssh username @skye.local ./math.sh -mathlink

Good:

    ssh username@skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from re import compile as regex

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field
from rkconf.source import Span

_HOST = regex(r"@[A-Za-z0-9.:_-]*")


def _is_host(word: Field) -> bool:
    """Return whether a word is `@host` as somebody types it, and no command of csh in quotes."""
    return bool(_HOST.fullmatch(word.text)) and not word.removed


@rule("RK412", Severity.ERROR, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for an `@` at a loose end."""
    where = connection.destination
    following = connection.command[0] if connection.command else None
    if where and following and (where.text.endswith("@") or _is_host(following)):
        gap = Span(where.raw.span.end, following.raw.span.start)
        fix = safe("close the gap", journey.launch.replace(gap, ""))
        message = f"the blank ends the name of the machine at {where.text}"
        yield Finding(where.raw.span.to(following.raw.span), message, "write user@host without a blank", fix)
