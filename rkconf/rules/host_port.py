"""ssh takes ``host:port`` for the name of a host.

The port goes before it: ``-p 2222``. Only ``ssh://user@host:port`` carries a port in its name, and
the colons of an IPv6 address are no port.

Bad:

    ssh skye.local:2222 ./math.sh -mathlink

Good:

    ssh -p 2222 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Field, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK408", Severity.ERROR, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the host."""
    host, where = connection.host, connection.destination
    if not where or where.text.lower().startswith("ssh://"):
        return
    if host.startswith("[") and host.endswith("]"):
        message = f"ssh takes the brackets of {host} for part of the name"
        at = where.text.rindex("[")
        inner = Span(where.value[at:].span.start, where.value.span.end)
        fix = safe("take the brackets away", journey.launch.replace(inner, host.strip("[]")))
        yield Finding(where.raw.span, message, f"write {host.strip('[]')}", fix)
    else:
        yield from _with_port(journey, where, host)


def _with_port(journey: Journey, where: Field, host: str) -> Iterator[Finding]:
    name, _, port = host.rpartition(":")
    if not port.isdigit() or not name or ":" in name:
        return
    colon = where.text.rindex(":")
    tail = Span(where.value[colon:].span.start, where.value.span.end)
    start = where.raw.span.start
    fix = safe(
        f"write -p {port}", journey.launch.replace(tail, ""), journey.launch.replace(Span(start, start), f"-p {port} ")
    )
    yield Finding(where.raw.span, f"ssh looks for a machine called {host}", f"write -p {port} {name}", fix)
