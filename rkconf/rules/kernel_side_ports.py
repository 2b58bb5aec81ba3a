"""This version also needs open ports on the kernel's machine.

From version 6 on, fixed ports on this machine are not enough: the Front End also calls the kernel,
on ports that the kernel chooses. A firewall on the kernel's machine must allow these connections,
or the links must go through a tunnel.

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
from rkconf.diagnostics import Severity
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule


@rule("RK613", Severity.INFO, Subject.LISTENER)
def check(listening: LinkArguments, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find fixed ports without a tunnel in a version whose kernel opens links itself."""
    kernels_own = [fact.name for fact in target.version.links if fact.listener == "kernel"]
    if not listening.name or not kernels_own or journey.remote_forwards or not journey.connection:
        return
    flag = listening.flag("LinkName")
    if flag and journey.is_remote and len(listening.name.ports) > 1:
        message = f"the {' and '.join(kernels_own)} links use additional ports, on the kernel's machine"
        yield Finding(flag.span, message, "allow connections to the kernel's machine, or use a tunnel")
