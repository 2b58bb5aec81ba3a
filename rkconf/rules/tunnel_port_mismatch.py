"""The ports of the tunnel are not those of the link.

Each port that the kernel calls needs one ``-R``, and that must lead to the port that the Front End
opens at the same place: the first carries the data, the second the urgent messages. A port that
leads nowhere hangs without a word.

Bad:

    ssh -R 31415:127.0.0.1:31415 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1
"""

from collections.abc import Iterable, Iterator, Mapping

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import add_option, unsafe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.link import LinkName
from rkconf.rule import Finding, Subject, rule

_PLACES = ("first", "second")


@rule("RK601", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Follow each port of the kernel's link back to the Front End."""
    called, tunnels = journey.called, journey.tunnels
    if not called or not tunnels:
        return
    ends = {forward.port: forward for forward in tunnels}
    missing = [port for port in called.ports if port not in ends]
    for forward in tunnels:
        if forward.port not in called.ports:
            message = f"the kernel calls {_list(called.ports)}, and this forwards {forward.port}"
            fix = _fix(journey, forward, missing[0], missing[0]) if len(missing) == 1 else None
            yield Finding(forward.span, message, "forward the ports that the kernel calls", fix)
    if missing and all(forward.port in called.ports for forward in tunnels):
        message = f"nothing forwards port {_list(missing)}, which the kernel calls"
        fix = unsafe("add the other -R", *(add_option(journey, _option(port, port)) for port in missing[:1]))
        yield Finding(tunnels[-1].span, message, "write one -R for each port", fix)
    yield from _wrong_ends(journey, called, ends)


def _wrong_ends(journey: Journey, called: LinkName, ends: Mapping[int, Forward]) -> Iterator[Finding]:
    """Compare where the tunnel ends with what is opened here."""
    for place, (port, meant) in enumerate(zip(called.ports, journey.opened, strict=False)):
        forward = ends.get(port)
        if forward and journey.launch.is_parallel:
            yield from _not_of_the_link(journey, forward, meant, place)
        elif forward and forward.host_port not in {meant, port}:
            message = f"this leads to port {forward.host_port}, and the Front End opens {meant} there"
            yield Finding(forward.span, message, f"lead it to {meant}", _fix(journey, forward, port, meant))
        elif forward and forward.host_port != meant and meant not in called.ports:
            message = f"this leads to port {port}, and the Front End opens {meant}"
            yield Finding(forward.span, message, f"lead it to {meant}", _fix(journey, forward, port, meant))


def _not_of_the_link(journey: Journey, forward: Forward, meant: int, place: int) -> Iterator[Finding]:
    """Parallel kernels: the port must come out of the link name, at its place in it."""
    if forward.host_port != meant:
        message = f"this does not lead to the {_PLACES[place]} port of the link, which is another one each time"
        yield Finding(forward.span, message, f"take it out of `{journey.launch.link_placeholder}`")


def _fix(journey: Journey, forward: Forward, port: int, end: int) -> Fix:
    option = _option(port, end)
    return unsafe(f"write {option}", journey.launch.replace(forward.span, option))


def _option(port: int, end: int) -> str:
    return f"-R 127.0.0.1:{port}:127.0.0.1:{end}"


def _list(ports: Iterable[int]) -> str:
    return " and ".join(map(str, ports))
