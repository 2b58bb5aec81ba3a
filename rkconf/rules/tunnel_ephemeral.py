"""The tunnel has fixed ports, and the link does not.

Without ``-LinkName`` in Arguments to MLOpen the Front End opens random ports, different ones each
time. A tunnel with fixed ports does not reach them. If the link name has only one port, the second
one is random.

Bad:

    -LinkMode Listen -LinkProtocol TCPIP      (Arguments to MLOpen)
    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 skye.local ./math.sh -mathlink -LinkName `linkname`

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1

Exceptions:

A forward that does not belong to the link is not reported.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.link_ports import CHANNELS
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK605", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find literal ports in `-R` for a link with random ports; forwards for another purpose are harmless."""
    for forward in journey.remote_forwards if _is_random(journey) else ():
        value = forward.option.value
        is_meant = (
            not journey.called_ports
            or journey.unforwarded_ports
            or journey.port(forward.listen_port) in journey.called_ports
        )
        if value and not journey.derives_from_link_name(value) and is_meant:
            message = "this tunnel has fixed ports, but the ports of the link are random"
            yield Finding(forward.span, message, _advice(journey))
    yield from _second_port(journey)


def _second_port(journey: Journey) -> Iterator[Finding]:
    """Find a link name with one port: the second one is random, and no tunnel forwards to it."""
    listening = journey.launch.listening
    flag = listening.flag("LinkName") if listening else None
    if flag and listening and listening.name and journey.remote_forwards and len(listening.name.ports) < CHANNELS:
        message = "the second port of the link is random, so the tunnel does not forward to it"
        yield Finding(flag.span, message, "specify two ports, as in -LinkName 31415@127.0.0.1,31416@127.0.0.1")


def _is_random(journey: Journey) -> bool:
    """Return whether the listening side has random ports, which it always has for parallel kernels."""
    if journey.launch.is_parallel:
        return any(port.is_dynamic for port in journey.called_ports)
    return journey.launch.listening is not None and not journey.launch.listening.flag("LinkName")


def _advice(journey: Journey) -> str:
    if journey.launch.is_parallel:
        return f"forward to the ports of `{journey.launch.link_placeholder}`"
    return "fix the ports with -LinkName in the MLOpen arguments"
