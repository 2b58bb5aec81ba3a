r"""Several kernels are started through one tunnel with fixed ports.

A port of the kernel's machine can belong to one tunnel only, that of the first kernel. The ssh of
every other kernel cannot open the port: with ``ExitOnForwardFailure=yes`` it exits, and without it
the kernel calls the link of the first one.

Bad:

    RemoteMachine["node1", "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -R 127.0.0.1:31415:$H:$A \
        -R 127.0.0.1:31416:$H:$B `1` /opt/math -mathlink -linkmode Connect `4` \
        -linkname 31415@127.0.0.1,31416@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit > /dev/null 2>&1 &", 4]

Good:

    RemoteMachine["node1", "L=`2`; A=${L%%@*}; B=${L##*,}; B=${B%%@*}; H=${L##*@}; ssh -R 127.0.0.1:$A:$H:$A \
        -R 127.0.0.1:$B:$H:$B `1` /opt/math -mathlink -linkmode Connect `4` \
        -linkname $A@127.0.0.1,$B@127.0.0.1 -linkhost 127.0.0.1 -subkernel -noinit > /dev/null 2>&1 &", 4]
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK615", Severity.ERROR, Subject.TUNNEL, stops_the_kernel=False)
def check(forwards: tuple[Forward, ...], journey: Journey, _: Target) -> Iterator[Finding]:
    """Find fixed ports that the kernels of one call share (measured: the second ssh cannot open them)."""
    for forward in forwards if journey.launch.count > 1 else ():
        port = journey.port(forward.listen_port)
        if port in journey.called_ports and not port.is_dynamic:
            message = (
                f"port {port} can serve one kernel, but {journey.launch.count} are started: all but the first fail"
            )
            advice = f"derive the ports from `{journey.launch.link_placeholder}`, as `rkconf render` does for a tunnel"
            yield Finding(forward.span, message, f"{advice} without ports")
