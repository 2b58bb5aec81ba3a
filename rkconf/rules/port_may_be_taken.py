"""Another program may use this port.

When a program asks for any free port, Linux assigns one from 32768 to 60999 and macOS one from
49152 to 65535. A fixed port in these ranges may be in use when the kernel starts. So may the port of a
server that comes with Mathematica: 31415 of ``wstpserver`` (12.2 and later) and 11235 of ``LinkServer``.

Bad:

    -LinkName 53001,53002 -LinkMode Listen      (Arguments to MLOpen)

Good:

    -LinkName 31415,31416 -LinkMode Listen

Exceptions:

You can ignore the finding if your systems use other ranges, or if neither machine runs the server.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.link import LinkArguments, parse_name
from rkconf.link.name import is_ephemeral
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version

_ADVICE = "use other ports, from 1024 to 32767"


@rule("RK609", Severity.INFO, Subject.LINK)
def check(end: LinkArguments, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find literal ports of both sides that the system may assign, or that a server has by default."""
    flag = end.flag("LinkName")
    if flag and flag.value and not journey.derives_from_link_name(flag.value.value):
        name = parse_name(flag.value.value)
        for endpoint in name.endpoints if name else ():
            reason = _reason(endpoint.port, target.version)
            if reason:
                yield Finding(endpoint.span, f"port {endpoint.port} may be in use: {reason}", _ADVICE)


def _reason(port: int, version: Version) -> str | None:
    """Return the reason why another program may use a port; None if none is known."""
    if is_ephemeral(port):
        return "the operating system assigns it to any program"
    server = next((name for name, own in version.server_ports.items() if own == port), None)
    return f"it is the default port of {server}" if server else None
