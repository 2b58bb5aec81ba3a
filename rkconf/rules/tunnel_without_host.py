r"""One side of the link bypasses the tunnel.

The tunnel begins on 127.0.0.1 of the kernel's machine and ends on 127.0.0.1 of the Front End's
machine. A kernel that calls another address bypasses the tunnel, and a Front End that listens on
another address gets no connection. 127.0.0.1 and ::1 are different addresses. Write the address
into the link name on both sides.

Bad:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415,31416 -LinkHost `ipaddress`

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink \
        -LinkName 31415@127.0.0.1,31416@127.0.0.1 -LinkHost 127.0.0.1

Exceptions:

If the link works although its name contains no address, the finding is only a warning. The Front
End's side is not reported if it listens on a network address and the tunnel ends on the same
address.

Fix safety:

This fix is safe: it writes 127.0.0.1, the address of both ends of the tunnel. The ports stay the
same.
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import safe, source_span
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.link import Argument, LinkArguments, LinkName, is_loopback
from rkconf.link.name import LOOPBACK_ADDRESS, canonical_address
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_LOOPBACKS = frozenset({LOOPBACK_ADDRESS, "::1"})
_ADDRESS = pattern(r"[0-9.]+|.*:.*")


@rule("RK603", Severity.ERROR, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Check the hosts of both sides of a link with a tunnel."""
    if not journey.is_remote:
        return
    if journey.kernel and (journey.called_link or (journey.launch.is_parallel and journey.called_ports)):
        yield from _side(journey, journey.kernel.link, "the kernel calls {}, which bypasses the tunnel")
    listening = journey.launch.listening
    if listening and not _ends_where_it_listens(journey, listening):
        yield from _side(journey, listening, "the Front End listens on {}, but the tunnel does not end there")
        yield from _ends_elsewhere(journey, listening)
    yield from _begins_elsewhere(journey)


def _begins_elsewhere(journey: Journey) -> Iterator[Finding]:
    """Find a tunnel that listens on 127.0.0.1 while the kernel calls ::1, or the reverse."""
    kernel = journey.kernel
    for port, host in zip(journey.called_ports, _called_hosts(kernel.link), strict=False) if kernel else ():
        for forward in journey.remote_forwards:
            address = forward.address
            if journey.port(forward.listen_port) != port or not address or address not in _LOOPBACKS:
                continue
            if host in _LOOPBACKS and host != address:
                message = f"this listens on {address} only, but the kernel calls {host}"
                yield Finding(forward.span, message, f"write {host} before the port", _address_fix(journey, forward))


def _called_hosts(side: LinkArguments) -> tuple[str | None, ...]:
    hosts = side.name.hosts if side.name else ()
    return tuple((host or side.host or "").strip("[]") for host in hosts)


def _address_fix(journey: Journey, forward: Forward) -> Fix | None:
    """Return the fix that makes the tunnel listen on 127.0.0.1; None for a setting, which has another form."""
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
    """Return whether the tunnel ends on the same network address on which the Front End listens."""
    hosts = {*listening.hosts, *(forward.host for forward in journey.remote_forwards)}
    return len(hosts) == 1 and bool(listening.hosts) and not any(map(is_loopback, hosts))


def _ends_elsewhere(journey: Journey, listening: LinkArguments) -> Iterator[Finding]:
    """Find a tunnel to the network address of a machine whose Front End listens only on loopback."""
    hosts = listening.hosts
    if not hosts or not all(map(is_loopback, hosts)):
        return
    for forward in journey.remote_forwards:
        # A name may resolve to loopback too, and 0.0.0.0 reaches it.
        if _ADDRESS.fullmatch(forward.host) and not _reaches(forward.host, hosts):
            message = f"this does not forward to {hosts[0]}, where the Front End listens"
            yield Finding(forward.span, message, f"forward to {LOOPBACK_ADDRESS}")


def _reaches(host: str, listening: tuple[str, ...]) -> bool:
    """Return whether the Front End listens on an address; a name of its machine may resolve to either loopback."""
    own = canonical_address(host)
    if own.startswith("127.") and own not in _LOOPBACKS:
        return True  # every address of 127/8 is this machine, and the Front End may listen on all of them
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
        yield from _from_placeholder(journey, name, value)
        return
    better = ",".join(f"{port}@{LOOPBACK_ADDRESS}" for port in name.ports)
    fix = safe(f"write {better}", journey.launch.replace(source_span(journey, value.raw), better))
    away = next((host for host in name.hosts if host and not is_loopback(host)), None)
    if away:
        yield Finding(source_span(journey, value.raw), message.format(away), f"write {better}", fix)
    elif not all(name.hosts):
        works = f"the link name does not contain {LOOPBACK_ADDRESS}: it works, but the recipe for tunnels names it"
        yield Finding(source_span(journey, value.raw), works, f"write {better}", fix, Severity.WARNING)


def _from_placeholder(journey: Journey, name: LinkName, value: Argument) -> Iterator[Finding]:
    """Check the value of the link placeholder: without a host it contains the network address of its machine."""
    if all(host and is_loopback(host) for host in name.hosts):
        return
    if journey.launch.is_parallel:
        message = "the link name contains the address of the kernel that starts it, so it bypasses the tunnel"
        yield Finding(
            source_span(journey, value.raw),
            message,
            f"derive the ports from it, and write {LOOPBACK_ADDRESS} after them",
        )
        return
    message = "the link name contains the Front End's network address, so it bypasses the tunnel"
    better = ",".join(f"{port}@{LOOPBACK_ADDRESS}" for port in name.ports)
    advice = f"write -LinkName {better} in the MLOpen arguments"
    yield Finding(source_span(journey, value.raw), message, advice)
