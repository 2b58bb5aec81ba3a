"""The Front End listens on its own loopback address, where no other machine can call it.

127.0.0.1 and localhost are reached from the same machine alone. With a kernel elsewhere they only
make sense at the end of a tunnel (``ssh -R``).

Bad:

    -LinkMode Listen -LinkProtocol TCPIP -LinkHost 127.0.0.1      (Arguments to MLOpen)
    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    -LinkMode Listen -LinkProtocol TCPIP
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.link import LinkArguments, is_loopback
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK111", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look where the Front End listens when the kernel is on another machine and no tunnel leads back."""
    listening = journey.launch.listening
    if not listening or not journey.connection or not journey.is_remote:
        return
    if journey.remote_forwards or journey.has_unknown_forwards:
        return
    message = "the Front End listens on its own loopback address: a kernel on another machine cannot reach it"
    for span, host in _hosts(listening):
        if is_loopback(host):
            yield Finding(span, message, "leave the host away, or forward the ports with ssh -R")


def _hosts(listening: LinkArguments) -> Iterator[tuple[Span, str]]:
    flag = listening.flag("LinkHost")
    if flag and flag.value:
        yield flag.span, flag.value.text
    for endpoint in listening.name.endpoints if listening.name else ():
        if endpoint.host:
            yield endpoint.span, endpoint.host
