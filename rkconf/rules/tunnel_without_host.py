"""There is a tunnel, and one side of the link does not use it.

The tunnel begins on 127.0.0.1 of the kernel's machine and ends on 127.0.0.1 of the Front End's. A
kernel that is told another address calls that, past the tunnel; a Front End that listens elsewhere
hears nothing. The recipe gives the address in the link name, on both sides.

Bad:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415,31416 -LinkHost `ipaddress`

Good:

    ssh ... ./math.sh -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import place, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import Argument, LinkArguments, LinkName, is_loopback
from rkconf.rule import Finding, Subject, rule

_LOOPBACK = "127.0.0.1"


@rule("RK603", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the hosts of both sides when there is a tunnel."""
    if not journey.tunnels or not journey.crosses_machines:
        return
    if journey.kernel and journey.called:
        yield from _side(journey, journey.kernel.link, "the kernel calls", "past the tunnel")
    if journey.launch.listening:
        yield from _side(journey, journey.launch.listening, "the Front End listens on", "where the tunnel does not end")


def _side(journey: Journey, side: LinkArguments, does: str, where: str) -> Iterator[Finding]:
    name, flag = side.name, side.flag("LinkName")
    host = side.flag("LinkHost")
    away = host and host.value and not is_loopback(host.value.text) and not (name and all(name.hosts))
    if host and host.value and away:
        fix = safe(f"write {_LOOPBACK}", journey.launch.replace(place(journey, host.value.raw), _LOOPBACK))
        yield Finding(place(journey, host.value.raw), f"{does} {host.value.raw}, {where}", f"write {_LOOPBACK}", fix)
    elif name and flag and flag.value:
        yield from _name(journey, name, flag.value, f"{does} {{}}, {where}")


def _name(journey: Journey, name: LinkName, value: Argument, message: str) -> Iterator[Finding]:
    if journey.carries_link(value.value):
        return  # what the Front End fills in says where it listens: its own side is judged
    better = ",".join(f"{port}@{_LOOPBACK}" for port in name.ports)
    fix = safe(f"write {better}", journey.launch.replace(place(journey, value.raw), better))
    away = next((host for host in name.hosts if host and not is_loopback(host)), None)
    if away:
        yield Finding(place(journey, value.raw), message.format(away), f"write {better}", fix)
    elif not all(name.hosts):
        said = f"the link name does not say {_LOOPBACK}: it works, but the recipe for tunnels gives the address"
        yield Finding(place(journey, value.raw), said, f"write {better}", fix, Severity.WARNING)
