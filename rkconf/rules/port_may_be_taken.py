"""The operating system may assign this port to another program.

When a program asks for any free port, Linux assigns one from 32768 to 60999 and macOS one from
49152 to 65535. A fixed port in these ranges may be in use when the kernel starts.

Bad:

    -LinkName 53001,53002 -LinkMode Listen      (Arguments to MLOpen)

Good:

    -LinkName 31415,31416 -LinkMode Listen

Exceptions:

You can ignore the finding if your systems use other ranges.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.link import LinkArguments, parse_name
from rkconf.link.name import is_ephemeral
from rkconf.rule import Finding, Subject, rule


@rule("RK609", Severity.INFO, Subject.LINK)
def check(end: LinkArguments, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find literal ports of both sides that the system may assign."""
    flag = end.flag("LinkName")
    if flag and flag.value and not journey.derives_from_link_name(flag.value.value):
        name = parse_name(flag.value.value)
        for endpoint in name.endpoints if name else ():
            if is_ephemeral(endpoint.port):
                message = f"port {endpoint.port} may be in use: the operating system assigns it to any program"
                yield Finding(endpoint.span, message, "use ports from 1024 to 32767")
