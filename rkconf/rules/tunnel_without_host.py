"""There is a tunnel, and one side of the link does not use it.

The tunnel begins on 127.0.0.1 of the kernel's machine and ends on 127.0.0.1 of the Front End's. A
kernel that is told another address calls that, past the tunnel; a Front End that listens elsewhere
hears nothing, and 127.0.0.1 and ::1 are two addresses. The recipe gives the address in the link name, on both sides.

Bad:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415,31416 -LinkHost `ipaddress`

Good:

    ssh ... ./math.sh -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1
"""

from collections.abc import Iterator
from re import compile as regex

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import safe, source_span
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.link import Argument, LinkArguments, LinkName, is_loopback
from rkconf.link.name import LOOPBACK_ADDRESS, canonical_address
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_LOOPBACKS = frozenset({LOOPBACK_ADDRESS, "::1"})
_ADDRESS = regex(r"[0-9.]+|.*:.*")


@rule("RK603", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the hosts of both sides when there is a tunnel."""
    if not journey.remote_forwards or not journey.is_remote:
        return
    if journey.kernel and (journey.called_link or (journey.launch.is_parallel and journey.called_ports)):
        yield from _side(journey, journey.kernel.link, "the kernel calls {}, past the tunnel")
    listening = journey.launch.listening
    if listening and not _ends_where_it_listens(journey, listening):
        yield from _side(journey, listening, "the Front End listens on {}, where the tunnel does not end")
        yield from _ends_elsewhere(journey, listening)
    yield from _begins_elsewhere(journey)


def _begins_elsewhere(journey: Journey) -> Iterator[Finding]:
    """Find a tunnel that begins at the one of 127.0.0.1 and ::1 that the kernel does not call."""
    kernel = journey.kernel
    for port, host in zip(journey.called_ports, _called_hosts(kernel.link), strict=False) if kernel else ():
        for forward in journey.remote_forwards:
            address = forward.address
            if journey.port(forward.listen_port) != port or not address or address not in _LOOPBACKS:
                continue
            if host in _LOOPBACKS and host != address:
                message = f"this listens on {address} alone, and the kernel calls {host}"
                yield Finding(forward.span, message, f"write {host} before the port", _address_fix(journey, forward))


def _called_hosts(side: LinkArguments) -> tuple[str | None, ...]:
    hosts = side.name.hosts if side.name else ()
    return tuple((host or side.host or "").strip("[]") for host in hosts)


def _address_fix(journey: Journey, forward: Forward) -> Fix | None:
    """Return the fix that lets the tunnel begin at 127.0.0.1; a setting has another form."""
    value = forward.option.value
    if (
        not value
        or forward.option.letter != "R"
        or not forward.listen_port.starts
        or forward.address == LOOPBACK_ADDRESS
    ):
        return None
    before = Span(value.span.start, forward.listen_port.span.start)
    return safe(f"write {LOOPBACK_ADDRESS}:", journey.launch.replace(before, f"{LOOPBACK_ADDRESS}:"))


def _ends_where_it_listens(journey: Journey, listening: LinkArguments) -> bool:
    """Say whether the tunnel leads to the very address that the Front End was told, one on the network."""
    told = {*listening.hosts, *(forward.host for forward in journey.remote_forwards)}
    return len(told) == 1 and bool(listening.hosts) and not any(map(is_loopback, told))


def _ends_elsewhere(journey: Journey, listening: LinkArguments) -> Iterator[Finding]:
    """Find a tunnel to the machine's address on the network while the Front End listens on loopback alone."""
    hosts = listening.hosts
    if not hosts or not all(map(is_loopback, hosts)):
        return
    for forward in journey.remote_forwards:
        # A name may mean loopback too, and 0.0.0.0 reaches it.
        if _ADDRESS.fullmatch(forward.host) and not _reaches(forward.host, hosts):
            message = f"this leads to another address than {hosts[0]}, where the Front End listens"
            yield Finding(forward.span, message, f"lead it to {LOOPBACK_ADDRESS}")


def _reaches(host: str, listening: tuple[str, ...]) -> bool:
    """Say whether an address is one where the Front End listens; a name of its own machine may mean either."""
    own = canonical_address(host)
    if own.startswith("127.") and own not in _LOOPBACKS:
        return True  # every address of 127/8 is this machine; who is told 127.0.0.1 may well listen on all of them
    return own in listening or bool({*listening} - _LOOPBACKS and own in _LOOPBACKS)


def _side(journey: Journey, side: LinkArguments, message: str) -> Iterator[Finding]:
    name, flag = side.name, side.flag("LinkName")
    host = side.flag("LinkHost")
    away = host and host.value and not is_loopback(host.value.text) and not (name and all(name.hosts))
    if host and host.value and away:
        where, advice = source_span(journey, host.value.raw), f"write {LOOPBACK_ADDRESS}"
        fix = safe(advice, journey.launch.replace(where, LOOPBACK_ADDRESS))
        yield Finding(where, message.format(host.value.raw), advice, fix)
    elif name and flag and flag.value:
        yield from _name(journey, name, flag.value, message)


def _name(journey: Journey, name: LinkName, value: Argument, message: str) -> Iterator[Finding]:
    if journey.derives_from_link_name(value.value):
        yield from _told(journey, name, value)
        return
    better = ",".join(f"{port}@{LOOPBACK_ADDRESS}" for port in name.ports)
    fix = safe(f"write {better}", journey.launch.replace(source_span(journey, value.raw), better))
    away = next((host for host in name.hosts if host and not is_loopback(host)), None)
    if away:
        yield Finding(source_span(journey, value.raw), message.format(away), f"write {better}", fix)
    elif not all(name.hosts):
        said = f"the link name does not say {LOOPBACK_ADDRESS}: it works, but the recipe for tunnels gives the address"
        yield Finding(source_span(journey, value.raw), said, f"write {better}", fix, Severity.WARNING)


def _told(journey: Journey, name: LinkName, value: Argument) -> Iterator[Finding]:
    """What the Front End fills in says where it listens: without a host that is its address on the network."""
    if all(host and is_loopback(host) for host in name.hosts):
        return
    if journey.launch.is_parallel:
        message = "the link's own name leads to the machine that waits, past the tunnel"
        yield Finding(
            source_span(journey, value.raw),
            message,
            f"take the ports out of it, and write {LOOPBACK_ADDRESS} behind them",
        )
        return
    message = "the link's own name leads to the Front End's own address, past the tunnel"
    better = ",".join(f"{port}@{LOOPBACK_ADDRESS}" for port in name.ports)
    advice = f"let the MLOpen arguments say -LinkName {better}"
    yield Finding(source_span(journey, value.raw), message, advice)
