"""Two open ports on this side are not all that this version needs.

From version 6 on the Front End calls the kernel too, on ports that the kernel chooses. A firewall on
the kernel's machine must let connections in, or the links must go through a tunnel.

Bad:

    -LinkName 31415,31416 -LinkMode Listen      (Arguments to MLOpen, version 7)

Good:

    the same, with a kernel machine that accepts connections, or `connection = "tunnel"`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK613", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for fixed ports without a tunnel where the kernel opens links of its own."""
    listening = journey.launch.listening
    kernels_own = [fact.name for fact in target.version.links if fact.listener == "kernel"]
    if not listening or not listening.name or not kernels_own or journey.remote_forwards or not journey.connection:
        return
    flag = listening.flag("LinkName")
    if flag and journey.is_remote and len(listening.name.ports) > 1:
        message = f"the {' and '.join(kernels_own)} links use other ports, on the kernel's machine"
        yield Finding(flag.span, message, "let connections into the kernel's machine, or use a tunnel")
