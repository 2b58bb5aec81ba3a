"""The tunnel has fixed ports, and the link does not.

Without a ``-LinkName`` in *Arguments to MLOpen* the Front End opens ports at random, new ones each
time. A tunnel that names its ports leads to others.

Bad:

    -LinkMode Listen -LinkProtocol TCPIP      (Arguments to MLOpen)
    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 skye.local ./math.sh -mathlink -LinkName `linkname`

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkName 31415@127.0.0.1,31416@127.0.0.1
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK605", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for literal ports in `-R` where nothing fixes those of the link; other forwards do no harm."""
    for forward in journey.tunnels if _is_random(journey) else ():
        value = forward.option.value
        is_meant = not journey.calls or journey.unreached or journey.port(forward.entrance) in journey.calls
        if value and not journey.carries_link(value) and is_meant:
            message = "this tunnel has fixed ports, and the link's are chosen at random"
            yield Finding(forward.span, message, _advice(journey))


def _is_random(journey: Journey) -> bool:
    """Say whether nothing fixes the ports of the side that listens; those of parallel kernels nothing can fix."""
    if journey.launch.is_parallel:
        return any(port.is_told for port in journey.calls)
    return journey.launch.listening is not None and not journey.launch.listening.flag("LinkName")


def _advice(journey: Journey) -> str:
    if journey.launch.is_parallel:
        return f"lead it to the ports of `{journey.launch.link_placeholder}`"
    return "fix the ports with -LinkName in the MLOpen arguments"
