"""This version needs more open ports than the fixed ones.

From version 6 to 11.0, the Front End also calls the kernel, on ports that the kernel chooses: a firewall
on the kernel's machine must allow these connections, or the links must go through a tunnel. From 11.1 on,
the kernel calls the Front End for two more links, on ports that the Front End chooses: the firewall of the
Front End's machine must allow connections from the kernel's machine on any port.

Bad:

    -LinkName 31415,31416 -LinkMode Listen      (Arguments to MLOpen, version 7)

Good:

    the same, with a kernel machine that accepts connections, or `connection = "tunnel"`

Exceptions:

You can ignore the finding if no firewall blocks connections to the kernel's machine. The rule is
silent for a kernel on the same machine and for a command with a tunnel.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity, enumeration
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule

_MACHINES = {
    True: ("the kernel's machine", "allow connections to the kernel's machine, or use a tunnel"),
    False: ("the Front End's machine", "allow connections from the kernel's machine on every port"),
}
"""The machine with the additional ports, and the advice, by whether the kernel waits for the Front End."""


@rule("RK613", Severity.INFO, Subject.LISTENER)
def check(listening: LinkArguments, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find fixed ports without a tunnel in a version whose kernel opens links itself."""
    further = target.version.links[1:]
    if not listening.name or not further or journey.remote_forwards or not journey.connection:
        return
    flag = listening.flag("LinkName")
    if flag and journey.is_remote and len(listening.name.ports) > 1:
        at_kernel = any(link.listener == "kernel" for link in further)
        machine, advice = _MACHINES[at_kernel]
        message = f"the {enumeration(link.name for link in further)} links use additional ports, on {machine}"
        yield Finding(flag.span, message, advice)
