"""The link name has no host and no ``-LinkHost`` stands beside it: the kernel calls its own machine.

A link name of ports alone says nothing about where they are. Without ``-LinkHost`` the kernel
looks for them on the machine where it runs itself, where nobody listens. A host that is its own
machine, such as ``localhost``, says the same; only a tunnel makes sense of it.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 53001,53002

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 53001,53002 -LinkHost `ipaddress`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import insert_after, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import LinkArguments, is_loopback
from rkconf.rule import Finding, Subject, rule


@rule("RK107", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at a literal link name of a kernel on another machine."""
    kernel = journey.kernel
    flag = kernel.link.flag("LinkName") if kernel else None
    if not kernel or not flag or not flag.value or not kernel.link.name or not journey.is_remote:
        return
    if journey.remote_forwards or journey.has_unknown_forwards:
        return
    if kernel.link.hosts:
        yield from _own_machine(journey, kernel.link)
        return
    fix = None
    if not journey.launch.is_parallel:
        host = "-LinkHost `ipaddress`"
        fix = safe(f"add {host}", insert_after(journey, flag.value.raw, host))
    message = "no host in the link name and no -LinkHost: the kernel looks for these ports on its own machine"
    yield Finding(source_span(journey, flag.value.raw), message, "add -LinkHost `ipaddress`", fix)


def _own_machine(journey: Journey, side: LinkArguments) -> Iterator[Finding]:
    """Find a kernel that is told to call its own machine; what the Front End fills in is the business of others."""
    flag = side.flag("LinkHost")
    if not side.name or not all(map(is_loopback, side.hosts)) or len(side.hosts) < len(side.name.endpoints):
        return
    told = side.flag("LinkName") if all(side.name.hosts) else flag
    if told and told.value and not journey.derives_from_link_name(told.value.value):
        message = f"{side.hosts[0]} is the kernel's own machine, where nobody waits, and no tunnel leads back"
        yield Finding(
            source_span(journey, told.value.raw), message, "write `ipaddress`, or forward the ports with ssh -R"
        )
