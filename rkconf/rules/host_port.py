"""ssh takes ``host:port`` for the name of a host.

The port goes before it: ``-p 2222``. Only ``ssh://user@host:port`` carries a port in its name, and
the colons of an IPv6 address are no port.

Bad:

    ssh skye.local:2222 ./math.sh -mathlink

Good:

    ssh -p 2222 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK408", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the host."""
    connection = journey.connection
    host = connection.host if connection else ""
    name, _colon, port = host.rpartition(":")
    if not connection or not connection.destination or not port.isdigit() or not name or ":" in name:
        return
    if connection.destination.text.lower().startswith("ssh://"):
        return
    where = connection.destination
    colon = where.text.rindex(":")
    tail = Span(where.value[colon:].span.start, where.value.span.end)
    start = where.raw.span.start
    fix = safe(
        f"write -p {port}", journey.launch.replace(tail, ""), journey.launch.replace(Span(start, start), f"-p {port} ")
    )
    yield Finding(where.raw.span, f"ssh looks for a machine called {host}", f"write -p {port} {name}", fix)
