"""The link name has no host and no ``-LinkHost`` stands beside it: the kernel calls its own machine.

A link name of ports alone says nothing about where they are. Without ``-LinkHost`` the kernel
looks for them on the machine where it runs itself, where nobody listens.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 53001,53002

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 53001,53002 -LinkHost `ipaddress`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import insert_behind, place, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK107", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at a literal link name of a kernel on another machine."""
    kernel = journey.kernel
    flag = kernel.link.flag("LinkName") if kernel else None
    if not kernel or not flag or not flag.value or not kernel.link.name or not journey.crosses_machines:
        return
    if any(kernel.link.name.hosts) or kernel.link.flag("LinkHost") or journey.tunnels:
        return
    fix = None
    if not journey.launch.is_parallel:
        host = "-LinkHost `ipaddress`"
        fix = safe(f"add {host}", insert_behind(journey, flag.value.raw, host))
    message = "no host in the link name and no -LinkHost: the kernel looks for these ports on its own machine"
    yield Finding(place(journey, flag.value.raw), message, "add -LinkHost `ipaddress`", fix)
