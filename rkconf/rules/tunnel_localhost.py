"""With a tunnel, ``localhost`` works or fails depending on how it resolves.

``localhost`` may resolve to ::1 first, where nothing listens. ssh then prints "Connection reset by
peer", or nothing. Write 127.0.0.1 instead.

Bad:

    ssh -R 31415:localhost:31415 -R 31416:localhost:31416 skye.local ./math.sh -mathlink

Good:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416 skye.local ./math.sh -mathlink

Exceptions:

A command without a tunnel is not checked.

Fix safety:

This fix is safe: 127.0.0.1 is the address that both ends of the tunnel use.
"""

import re
from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import safe
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Severity
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule

_NAME = pattern(r"localhost", re.IGNORECASE)


@rule("RK602", Severity.WARNING, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Find `localhost` in the forwards and in the link arguments of a tunnel."""
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
            yield Finding(where, "localhost may resolve to ::1 first; the tunnel then fails", "write 127.0.0.1", fix)
