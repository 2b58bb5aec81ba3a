"""Several kernels are started through one tunnel with fixed ports.

A port of the kernel's machine leads to one kernel that waits, the first. The ssh of every other kernel cannot have it:
with ``ExitOnForwardFailure=yes`` it ends, without it the kernel calls the first one's link.

Bad:

    RemoteMachine["node1", "... ssh -R 127.0.0.1:31415:$H:$A ... -linkname 31415@127.0.0.1,31416@127.0.0.1 ...", 4]

Good:

    RemoteMachine["node1", "... ssh -R 127.0.0.1:$A:$H:$A ... -linkname $A@127.0.0.1,$B@127.0.0.1 ...", 4]
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK615", Severity.ERROR, Subject.JOURNEY, stops_the_kernel=False)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for fixed ports that the kernels of one call share (measured: the second ssh cannot listen there)."""
    for forward in journey.remote_forwards if journey.launch.count > 1 else ():
        port = journey.port(forward.listen_port)
        if port in journey.called_ports and not port.is_dynamic:
            message = f"port {port} serves one kernel, and here are {journey.launch.count}: all but the first fail"
            advice = f"take the ports out of `{journey.launch.link_placeholder}`, as `rkconf render` does for a tunnel"
            yield Finding(forward.span, message, f"{advice} without ports")
