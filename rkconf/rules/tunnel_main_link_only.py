r"""The tunnel carries the main link, but not the others of this version.

From 11.1 on, the kernel calls the Front End for all three links, and nobody can choose the ports of the
preemptive and the service link. Evaluations work through the tunnel; Dynamic and everything else that
needs the other links does not. Source: reports of users and of the author of a tunnel tool; Wolfram
documents nothing about it.

Bad:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 skye.local ./math.sh -wstp -LinkMode Connect \
        -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1      (in 12)

Good:

    ssh skye.local ./math.sh -wstp -LinkMode Connect -LinkProtocol TCPIP \
        -LinkName `linkname` -LinkHost `ipaddress`      (both machines in one VPN)

Exceptions:

You can ignore the finding for a kernel that only evaluates.
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.diagnostics import Severity, enumeration
from rkconf.rule import Finding, Subject, rule

_ADVICE = "join one network with a VPN, or compute with parallel kernels or RemoteEvaluate"


@rule("RK819", Severity.WARNING, Subject.TUNNEL)
def check(forwards: tuple[Forward, ...], journey: Journey, target: Target) -> Iterator[Finding]:
    """Find a tunnel of a kernel whose further links are on ports that nobody can choose."""
    links = target.version.random_links
    if links and journey.kernel and not journey.launch.is_parallel:
        message = f"this tunnel carries the main link alone; the {enumeration(links)} links and Dynamic do not work"
        yield Finding(forwards[-1].span, message, _ADVICE)
