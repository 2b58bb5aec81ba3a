"""The ports of the tunnel do not match the ports of the link.

Each port that the kernel calls needs one ``-R``, and that ``-R`` must forward to the matching port
of the Front End. The order matters: the first port carries the data, the second the urgent
messages. A port that is not forwarded, or is forwarded to the wrong port, hangs without a message.

Bad:

    ssh -R 31415:127.0.0.1:31415 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Exceptions:

A forward that does not belong to the link is not reported. Fixed ports for a link with random ports
are reported by tunnel-ephemeral.

Fix safety:

This fix is unsafe: it writes the ``-R`` that matches the link name, but the mistake may be in the
link name. A template for parallel kernels has no fix.
"""

from collections.abc import Iterable, Iterator

from rkconf.command import Forward, Journey, LinkPort, Target
from rkconf.command.link_ends import front_end_place, kernel_place
from rkconf.command.repair import add_option, unsafe
from rkconf.diagnostics import Applicability, Fix, Related, Severity, enumeration
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule
from rkconf.ssh.forwards import IPV6_LOOPBACK

_OTHER_LOOPBACK = {LOOPBACK_ADDRESS: IPV6_LOOPBACK, IPV6_LOOPBACK: LOOPBACK_ADDRESS}
_REPEATED = {True: "ssh exits", False: "this one has no effect"}


@rule("RK601", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Compare each port of the kernel's link with the tunnel and with the Front End."""
    yield from _repeated(journey)
    for forward in journey.dead_end_forwards:
        message = f"this ends on the intermediate machine, where nothing forwards port {forward.target_port}"
        yield Finding(forward.span, message, "add a -R for that port to the first ssh")
    tunnels = tuple(forward for forward in journey.remote_forwards if not _is_fixed(journey, forward))
    if tunnels and not _may_be_the_same(journey, tunnels):
        yield from _entrances(journey, tunnels)
        yield from _exits(journey, tunnels)


def _repeated(journey: Journey) -> Iterator[Finding]:
    """Find a second `-R` on one port: ssh keeps the first, and ignores an exact repetition (measured).

    After a first one on one loopback address, a second one for both still listens on the other address (measured).
    """
    connection = journey.connection
    ends = (connection.setting("ExitOnForwardFailure") or "").lower() in {"yes", "true"} if connection else False
    for forward, earlier in connection.repeated_forwards.items() if connection else ():
        if connection and journey.port(forward.listen_port) in journey.called_ports:
            message = f"an earlier -R already uses port {forward.listen_port}"
            other = _OTHER_LOOPBACK.get(earlier.family or "") if forward.family is None else None
            severity = Severity.ERROR if ends and not other else Severity.WARNING
            consequence = f"this one listens on {other} only" if other else _REPEATED[ends]
            yield Finding(
                forward.span,
                f"{message}: {consequence}",
                "remove one of them",
                severity=severity,
                related=(Related(earlier.span, f"this -R has port {earlier.listen_port}"),),
            )


def _is_fixed(journey: Journey, forward: Forward) -> bool:
    """Return whether the forward has fixed ports, but the link random ones: tunnel-ephemeral reports that."""
    told = any(port.is_dynamic for port in journey.called_ports)
    return told and not any(port.is_dynamic for port in _ends(journey, forward))


def _may_be_the_same(journey: Journey, tunnels: Iterable[Forward]) -> bool:
    """Return whether a fixed port may belong to the link, since the arguments to MLOpen are not given."""
    if journey.launch.is_parallel or journey.launch.listening:
        return False
    ports = {*journey.called_ports, *(port for forward in tunnels for port in _ends(journey, forward))}
    return len({port.is_dynamic for port in ports}) > 1


def _ends(journey: Journey, forward: Forward) -> tuple[LinkPort, LinkPort]:
    return journey.port(forward.listen_port), journey.port(forward.target_port)


def _entrances(journey: Journey, tunnels: tuple[Forward, ...]) -> Iterator[Finding]:
    """Compare the listening ports of the tunnel with those that the kernel calls; other forwards are harmless."""
    turned = {journey.port(forward.listen_port) for forward in journey.reversed_forwards}
    missing = [port for port in journey.unforwarded_ports if port not in turned]
    others = [forward for forward in tunnels if journey.port(forward.listen_port) not in journey.called_ports]
    for forward in others if missing else ():
        entrance = journey.port(forward.listen_port)
        message = f"the kernel calls {_list(journey.called_ports)}, but this forwards {entrance}"
        fix = _fix(journey, forward, missing[0], missing[0]) if len(missing) == 1 else None
        yield Finding(
            forward.span, message, "forward the ports that the kernel calls", fix, related=kernel_place(journey)
        )
    for port in missing if not others else ():
        said = str(port) if port.is_dynamic else f"port {port}"
        message = f"nothing forwards {said}, which the kernel calls"
        yield Finding(
            tunnels[-1].span,
            message,
            "write one -R for each port",
            _addition(journey, port),
            related=kernel_place(journey),
        )


def _exits(journey: Journey, tunnels: tuple[Forward, ...]) -> Iterator[Finding]:
    """Compare the target ports of the tunnel with those that the Front End opens."""
    ends = {journey.port(forward.listen_port): forward for forward in tunnels}
    for port, meant in zip(journey.called_ports, journey.listening_ports, strict=False):
        forward = ends.get(port)
        if forward is None or journey.port(forward.target_port) == meant:
            continue
        if meant.is_dynamic:
            message = f"this does not forward to {meant}, which changes each time"
            yield Finding(forward.span, message, f"derive the port from `{journey.launch.link_placeholder}`")
        else:
            yield from _wrong_end(journey, forward, port, meant)


def _wrong_end(journey: Journey, forward: Forward, port: LinkPort, meant: LinkPort) -> Iterator[Finding]:
    """Find a forward to a port that is not open; link-name-differs reports sides that differ without a mapping."""
    leads = journey.port(forward.target_port)
    fix = _fix(journey, forward, port, meant)
    if leads != port:
        message = f"this forwards to port {leads}, but the Front End opens {meant} for it"
        yield Finding(forward.span, message, f"forward to port {meant}", fix, related=front_end_place(journey))
    elif meant not in journey.called_ports:
        message = f"this forwards to port {leads}, but the Front End opens {meant}"
        yield Finding(forward.span, message, f"forward to port {meant}", fix, related=front_end_place(journey))


def _fix(journey: Journey, forward: Forward, port: LinkPort, end: LinkPort) -> Fix | None:
    if port.is_dynamic or end.is_dynamic or journey.launch.is_parallel:
        return None
    option = _option(port, end)
    return unsafe(f"write {option}", journey.launch.replace(forward.span, option))


def _addition(journey: Journey, port: LinkPort) -> Fix | None:
    """Return the fix that adds a forward; None if its target is not known."""
    if port.is_dynamic or journey.launch.is_parallel:
        return None
    return unsafe("add the other -R", add_option(journey, _option(port, port)))


def _option(port: LinkPort, end: LinkPort) -> str:
    return f"-R 127.0.0.1:{port}:127.0.0.1:{end}"


def _list(ports: Iterable[LinkPort]) -> str:
    ports = tuple(ports)
    return "the ports of the link" if all(port.is_dynamic for port in ports) else enumeration(map(str, ports))
