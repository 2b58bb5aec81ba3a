"""The ports of the tunnel are not those of the link.

Each port that the kernel calls needs one ``-R``, and that must lead to the port that the Front End
opens at the same place: the first carries the data, the second the urgent messages. A port that
leads nowhere hangs without a word.

Bad:

    ssh -R 31415:127.0.0.1:31415 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1
"""

from collections.abc import Iterable, Iterator

from rkconf.command import Forward, Journey, LinkPort, Target
from rkconf.command.repair import add_option, unsafe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK601", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Follow each port of the kernel's link back to the Front End."""
    yield from _repeated(journey)
    for forward in journey.dead_end_forwards:
        message = f"this ends on the machine in between, where nothing leads on from port {forward.target_port}"
        yield Finding(forward.span, message, "write a -R for it at the first ssh too")
    tunnels = tuple(forward for forward in journey.remote_forwards if not _is_fixed(journey, forward))
    if tunnels and not _may_be_the_same(journey, tunnels):
        yield from _entrances(journey, tunnels)
        yield from _exits(journey, tunnels)


def _repeated(journey: Journey) -> Iterator[Finding]:
    """Look for a second `-R` at one port: ssh keeps the first; twice the same is one (measured)."""
    connection = journey.connection
    ends = (connection.setting("ExitOnForwardFailure") or "").lower() in {"yes", "true"} if connection else False
    for forward in connection.repeated_forwards if connection else ():
        if journey.port(forward.listen_port) in journey.called_ports:
            message = f"an earlier -R has port {forward.listen_port} already"
            severity = Severity.ERROR if ends else Severity.WARNING
            consequence = "ssh ends" if ends else "this one is dead"
            yield Finding(forward.span, f"{message}: {consequence}", "take one of them away", severity=severity)


def _is_fixed(journey: Journey, forward: Forward) -> bool:
    """Say whether the forward has fixed ports where the link's are told: tunnel-ephemeral speaks of it."""
    told = any(port.is_dynamic for port in journey.called_ports)
    return told and not any(port.is_dynamic for port in _ends(journey, forward))


def _may_be_the_same(journey: Journey, tunnels: Iterable[Forward]) -> bool:
    """Say whether a fixed port may be one of the link: the arguments to MLOpen, which would tell, are not given."""
    if journey.launch.is_parallel or journey.launch.listening:
        return False
    ports = {*journey.called_ports, *(port for forward in tunnels for port in _ends(journey, forward))}
    return len({port.is_dynamic for port in ports}) > 1


def _ends(journey: Journey, forward: Forward) -> tuple[LinkPort, LinkPort]:
    return journey.port(forward.listen_port), journey.port(forward.target_port)


def _entrances(journey: Journey, tunnels: tuple[Forward, ...]) -> Iterator[Finding]:
    """Compare where the tunnel begins with what the kernel calls; a forward for something else does no harm."""
    turned = {journey.port(forward.listen_port) for forward in journey.reversed_forwards}
    missing = [port for port in journey.unforwarded_ports if port not in turned]
    others = [forward for forward in tunnels if journey.port(forward.listen_port) not in journey.called_ports]
    for forward in others if missing else ():
        entrance = journey.port(forward.listen_port)
        message = f"the kernel calls {_list(journey.called_ports)}, and this forwards {entrance}"
        fix = _fix(journey, forward, missing[0], missing[0]) if len(missing) == 1 else None
        yield Finding(forward.span, message, "forward the ports that the kernel calls", fix)
    for port in missing if not others else ():
        said = str(port) if port.is_dynamic else f"port {port}"
        message = f"nothing forwards {said}, which the kernel calls"
        yield Finding(tunnels[-1].span, message, "write one -R for each port", _addition(journey, port))


def _exits(journey: Journey, tunnels: tuple[Forward, ...]) -> Iterator[Finding]:
    """Compare where the tunnel ends with what is opened here."""
    ends = {journey.port(forward.listen_port): forward for forward in tunnels}
    for port, meant in zip(journey.called_ports, journey.listening_ports, strict=False):
        forward = ends.get(port)
        if forward is None or journey.port(forward.target_port) == meant:
            continue
        if meant.is_dynamic:
            message = f"this does not lead to {meant}, which is another one each time"
            yield Finding(forward.span, message, f"take it out of `{journey.launch.link_placeholder}`")
        else:
            yield from _wrong_end(journey, forward, port, meant)


def _wrong_end(journey: Journey, forward: Forward, port: LinkPort, meant: LinkPort) -> Iterator[Finding]:
    """Find what leads to a port that is not opened; where both sides of a straight tunnel differ is another rule's."""
    leads = journey.port(forward.target_port)
    fix = _fix(journey, forward, port, meant)
    if leads != port:
        message = f"this leads to port {leads}, and the Front End opens {meant} there"
        yield Finding(forward.span, message, f"lead it to {meant}", fix)
    elif meant not in journey.called_ports:
        message = f"this leads to port {leads}, and the Front End opens {meant}"
        yield Finding(forward.span, message, f"lead it to {meant}", fix)


def _fix(journey: Journey, forward: Forward, port: LinkPort, end: LinkPort) -> Fix | None:
    if port.is_dynamic or end.is_dynamic or journey.launch.is_parallel:
        return None
    option = _option(port, end)
    return unsafe(f"write {option}", journey.launch.replace(forward.span, option))


def _addition(journey: Journey, port: LinkPort) -> Fix | None:
    """Return the fix that adds a forward; where it ends must be known."""
    if port.is_dynamic or journey.launch.is_parallel:
        return None
    return unsafe("add the other -R", add_option(journey, _option(port, port)))


def _option(port: LinkPort, end: LinkPort) -> str:
    return f"-R 127.0.0.1:{port}:127.0.0.1:{end}"


def _list(ports: Iterable[LinkPort]) -> str:
    ports = tuple(ports)
    return "the ports of the link" if all(port.is_dynamic for port in ports) else " and ".join(map(str, ports))
