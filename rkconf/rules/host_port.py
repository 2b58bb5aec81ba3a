"""ssh reads ``host:port`` as the name of a host.

Specify the port with ``-p 2222`` before the host, and the program after a space. Brackets around a
host are part of its name as well.

Bad:

    ssh skye.local:2222 ./math.sh -mathlink

Good:

    ssh -p 2222 skye.local ./math.sh -mathlink

Exceptions:

``ssh://user@host:port`` may contain a port, and the colons of an IPv6 address do not separate one.

Fix safety:

This fix is safe: ``-p`` specifies the same port of the same host. Brackets are only removed.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Field, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.numbers import number
from rkconf.source import Span


@rule("RK408", Severity.ERROR, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a port, or brackets, in the host."""
    host, where = connection.host, connection.destination
    if not where or where.text.lower().startswith("ssh://") or _is_cut_login(connection):
        return
    if host.startswith("[") and host.endswith("]"):
        message = f"ssh reads the brackets of {host} as part of the name"
        at = where.text.rindex("[")
        inner = Span(where.value[at:].span.start, where.value.span.end)
        fix = _fix(where, "remove the brackets", journey.launch.replace(inner, host.strip("[]")))
        yield Finding(where.raw.span, message, f"write {host.strip('[]')}", fix)
    else:
        yield from _with_port(journey, where, host)


def _is_cut_login(connection: Connection) -> bool:
    """Return whether a space cuts the login, which another rule reports: its end begins the command."""
    return bool(connection.command) and connection.command[0].text.startswith("@")


def _with_port(journey: Journey, where: Field, host: str) -> Iterator[Finding]:
    name, _, port = host.rpartition(":")
    if not name or not port or ":" in name:
        return
    if port.startswith("//"):
        # Another rule reports the address of another kind.
        return
    if number(port) is None:
        mark = where.value[where.text.rindex(":") :][:1].span
        supposed = (journey.launch.replace(mark, " "),) if where.raw.span.covers(mark) else ()
        message = f"ssh looks for a machine named {host}: it does not read {port} as a program"
        yield Finding(where.raw.span, message, f"write {name} {port}, with a space", supposed=supposed)
        return
    colon = where.text.rindex(":")
    tail = Span(where.value[colon:].span.start, where.value.span.end)
    start = where.raw.span.start
    option = journey.launch.replace(Span(start, start), f"-p {port} ")
    fix = _fix(where, f"write -p {port}", journey.launch.replace(tail, ""), option)
    yield Finding(where.raw.span, f"ssh looks for a machine named {host}", f"write -p {port} {name}", fix)


def _fix(where: Field, description: str, *edits: Edit) -> Fix | None:
    """Return the fix; None if a part of the host is in a variable, whose text is at another place."""
    return safe(description, *edits) if all(where.raw.span.covers(edit.span) for edit in edits) else None
