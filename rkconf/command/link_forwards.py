"""Which remote forwards concern the link; any other is for something else, and no tunnel."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rkconf.command.link_port import CHANNELS
from rkconf.link import is_loopback
from rkconf.link.name import PRIVILEGED
from rkconf.ssh.connection import Connection
from rkconf.ssh.forwards import Forward

if TYPE_CHECKING:
    from rkconf.command.journey import Journey


def link_forwards(journey: "Journey") -> tuple[Forward, ...]:
    """Return the ``-R`` that concern the link.

    One does that begins at a port that the kernel calls, or leads to one that the other side opens. Where the ports
    are chosen at random, fixed ones may be meant for the link: two of them, each the same on both machines, or any
    where one side is told to use loopback.
    """
    given = _given(journey)
    if not journey.called_ports:
        return given
    ends = {each: (journey.port(each.listen_port), journey.port(each.target_port)) for each in given}
    straight = [each for each in given if each.port == each.host_port and each.host_port >= PRIVILEGED]
    is_meant = len(straight) >= CHANNELS and any(port.is_told for port in journey.listening_ports)
    meant = given if _uses_loopback(journey) else straight if is_meant else ()
    return tuple(
        each
        for each, (listen, target) in ends.items()
        if listen in journey.called_ports
        or target in journey.listening_ports
        or listen.is_told
        or target.is_told
        or each in meant
    )


def _given(journey: "Journey") -> tuple[Forward, ...]:
    """Return all ``-R``; behind a machine in between each leads on from there, where another one begins."""
    beside = tuple(each for each in journey.tunnel_connections if each not in journey.connections)
    given = tuple(forward for connection in beside for forward in connection.remote_forwards)
    *before, last = journey.connections or (None,)
    if not before or last is None or not last.remote_forwards:
        all_given = (forward for each in journey.tunnel_connections for forward in each.remote_forwards)
        return tuple(all_given)
    led = (_led_on(forward, before) for forward in last.remote_forwards)
    return (*given, *(forward for forward in led if forward))


def _led_on(forward: Forward, before: Sequence[Connection]) -> Forward | None:
    """Return the forward with the end to which the machines in between lead it; None where it leads nowhere."""
    for connection in reversed(before):
        if not is_loopback(forward.host):
            return forward
        further = next((each for each in connection.remote_forwards if each.port == forward.host_port), None)
        if further is None:
            return None
        forward = replace(forward, host=further.host, target_port=further.target_port)
    return forward


def dead_ends(journey: "Journey") -> tuple[Forward, ...]:
    """Return the ``-R`` that the kernel may call and that end on a machine in between."""
    *before, last = journey.connections or (None,)
    ends = [each for each in last.remote_forwards if _led_on(each, before) is None] if last and before else []
    return tuple(each for each in ends if journey.port(each.listen_port) in journey.called_ports)


def _uses_loopback(journey: "Journey") -> bool:
    """Say whether one side of a link with random ports is told its own machine, which takes a tunnel."""
    sides = (journey.launch.listening, journey.kernel.link if journey.kernel else None)
    random = any(port.is_told for port in journey.listening_ports)
    return random and any(host and is_loopback(host) for side in sides if side for host in side.hosts)
