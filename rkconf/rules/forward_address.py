"""A tunnel without a listening address may open ::1 alone, without any message.

If another program uses the port on 127.0.0.1, ssh opens it on ::1 only and prints nothing. The
kernel then calls 127.0.0.1 and reaches the other program. If the address is given, ssh notices that
the port is taken.

Bad:

    ssh -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Exceptions:

A forward that does not belong to the link, and one in the form ``-o RemoteForward=...``, are not
checked.

Fix safety:

This fix is safe: without an address ssh listens on the loopback addresses too, and 127.0.0.1 is the
one that the kernel of a tunnel calls.
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK610", Severity.INFO, Subject.TUNNEL, fix=Applicability.SAFE)
def check(forwards: tuple[Forward, ...], journey: Journey, _: Target) -> Iterator[Finding]:
    """Find each `-R` without a listening address."""
    for forward in forwards:
        value = forward.option.value
        if forward.address is None and forward.option.letter == "R" and value:
            start = forward.option.span.end if not value else value.span.start
            fix = safe("write 127.0.0.1: before the port", journey.launch.replace(Span(start, start), "127.0.0.1:"))
            yield Finding(
                forward.span,
                "without an address ssh may open this port on ::1 only",
                "write 127.0.0.1: before the port",
                fix,
            )
