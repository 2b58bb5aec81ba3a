"""A tunnel without an address in front may open ::1 alone, and ssh does not notice.

When 127.0.0.1 with that port is taken, ssh is content with ::1, prints nothing, and the kernel
calls whoever has 127.0.0.1. With the address ssh ends at once.

Bad:

    ssh -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK610", Severity.INFO, Subject.TUNNEL, fix=Applicability.SAFE)
def check(forwards: tuple[Forward, ...], journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at where each `-R` listens."""
    for forward in forwards:
        value = forward.option.value
        if forward.address is None and forward.option.letter == "R" and value:
            start = forward.option.span.end if not value else value.span.start
            fix = safe("write 127.0.0.1: before it", journey.launch.replace(Span(start, start), "127.0.0.1:"))
            yield Finding(
                forward.span, "without an address it may open ::1 alone", "write 127.0.0.1: before the port", fix
            )
