"""The link name has no host and ``-LinkHost`` is missing: the kernel calls its own machine.

A link name that consists of ports alone does not specify a machine. Without ``-LinkHost`` the
kernel looks for the ports on its own machine, where nothing listens. A loopback host such as
``localhost`` has the same effect.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 53001,53002

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 53001,53002 -LinkHost `ipaddress`

Exceptions:

The rule is silent if the command has a tunnel, which forwards ports of the kernel's own machine to
the Front End.

Fix safety:

This fix is safe: `` `ipaddress` `` is the address of the Front End, which opens these ports. A
loopback host, and a template for parallel kernels, have no fix.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import insert_after, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import LinkArguments, is_loopback
from rkconf.rule import Finding, Subject, rule


@rule("RK107", Severity.ERROR, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, _: Target) -> Iterator[Finding]:
    """Check the literal link name of a kernel on another machine."""
    flag = kernel.link.flag("LinkName")
    if not flag or not flag.value or not kernel.link.name:
        return
    if not journey.is_remote or journey.remote_forwards or journey.has_unknown_forwards:
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
    """Find a kernel that calls its own machine; other rules check the value of the link placeholder."""
    flag = side.flag("LinkHost")
    if not side.name or not all(map(is_loopback, side.hosts)) or len(side.hosts) < len(side.name.endpoints):
        return
    source = side.flag("LinkName") if all(side.name.hosts) else flag
    if source and source.value and not journey.derives_from_link_name(source.value.value):
        message = f"{side.hosts[0]} is the kernel's own machine: nothing listens there, and there is no tunnel"
        yield Finding(
            source_span(journey, source.value.raw), message, "write `ipaddress`, or forward the ports with ssh -R"
        )
