"""A space inside ``user@host`` splits it into two words.

ssh reads the first word as the host and the rest as the remote command.

Bad:

    ssh username @skye.local ./math.sh -mathlink

Good:

    ssh username@skye.local ./math.sh -mathlink

Fix safety:

This fix is safe: it only removes the space.
"""

import re
from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Field
from rkconf.source import Span

_HOST = re.compile(r"@[A-Za-z0-9.:_-]*")


def _is_host(word: Field) -> bool:
    """Return whether a word is `@host` without quotes; with quotes it may be a command of csh."""
    return bool(_HOST.fullmatch(word.text)) and not word.removed


@rule("RK412", Severity.ERROR, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find an `@` with a space beside it."""
    where = connection.destination
    following = connection.command[0] if connection.command else None
    if where and following and (where.text.endswith("@") or _is_host(following)):
        gap = Span(where.raw.span.end, following.raw.span.start)
        fix = safe("remove the space", journey.launch.replace(gap, ""))
        message = f"the space ends the host at {where.text}: ssh reads the rest as the command"
        yield Finding(where.raw.span.to(following.raw.span), message, "write user@host without a space", fix)
