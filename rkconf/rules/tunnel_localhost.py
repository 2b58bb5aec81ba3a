"""With a tunnel, ``localhost`` works or not by the order of a name look-up.

It may mean ::1 first, where nobody listens; ssh then says "Connection reset by peer", or nothing.
Write the number.

Bad:

    ssh -R 31415:localhost:31415 -R 31416:localhost:31416 skye.local ./math.sh -mathlink

Good:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from re import IGNORECASE
from re import compile as regex

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule

_NAME = regex(r"localhost", IGNORECASE)


@rule("RK602", Severity.WARNING, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Look at every place of a tunnel where a host is named."""
    if not journey.connection:
        return
    texts = [forward.option.value for forward in journey.connection.forwards]
    for side in (journey.launch.listening, journey.kernel.link if journey.kernel else None):
        flags = (side.flag("LinkName"), side.flag("LinkHost")) if side else ()
        texts += [flag.value.value for flag in flags if flag and flag.value]
    for text in filter(None, texts):
        for match in _NAME.finditer(text.text):
            where = text[match.start() : match.end()].span
            fix = safe(f"write {LOOPBACK_ADDRESS}", journey.launch.replace(where, LOOPBACK_ADDRESS))
            yield Finding(where, "localhost may be ::1 first, and the tunnel is dead then", "write 127.0.0.1", fix)
