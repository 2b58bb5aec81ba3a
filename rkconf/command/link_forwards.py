"""The remote forwards that carry the link; any other forward serves another purpose."""

from collections.abc import Sequence
from dataclasses import replace

from rkconf.command.link_ports import CHANNELS, LinkPorts
from rkconf.link import is_loopback
from rkconf.link.name import PRIVILEGED
from rkconf.ssh.connection import Connection
from rkconf.ssh.forwards import Forward


def link_forwards(
    ports: LinkPorts, connections: Sequence[Connection], tunnel_connections: Sequence[Connection]
) -> tuple[Forward, ...]:
    """Return the ``-R`` that carry the link.

    Such a forward listens at a port that the kernel calls, or ends at one that the other side opens. If the ports are
    random, fixed ones may be meant for the link: two forwards with the same port on both machines, or any forward if
    one side uses loopback.
    """
    if not connections:
        return ()
    given = _given(connections, tunnel_connections)
    if not ports.called:
        return given
    ends = {each: (ports.port(each.listen_port), ports.port(each.target_port)) for each in given}
    straight = [each for each in given if each.port == each.host_port and each.host_port >= PRIVILEGED]
    is_meant = len(straight) >= CHANNELS and ports.are_dynamic
    meant = given if ports.uses_loopback else straight if is_meant else ()
    return tuple(
        each
        for each, (listen, target) in ends.items()
        if listen in ports.called
        or target in ports.listening
        or listen.is_dynamic
        or target.is_dynamic
        or each in meant
    )


def _given(connections: Sequence[Connection], tunnel_connections: Sequence[Connection]) -> tuple[Forward, ...]:
    """Return all ``-R``; through jump hosts, one ends where the forward that continues it ends."""
    *before, last = connections
    if not before or not last.remote_forwards:
        return tuple(forward for each in tunnel_connections for forward in each.remote_forwards)
    beside = (each for each in tunnel_connections if each not in connections)
    given = (forward for connection in beside for forward in connection.remote_forwards)
    continued = (_continued(forward, before) for forward in last.remote_forwards)
    return (*given, *(forward for forward in continued if forward))


def _continued(forward: Forward, before: Sequence[Connection]) -> Forward | None:
    """Return the forward with the end that it has through the machines in between; None if one does not continue it."""
    for connection in reversed(before):
        if not is_loopback(forward.host):
            return forward
        further = next((each for each in connection.remote_forwards if each.port == forward.host_port), None)
        if further is None:
            return None
        forward = replace(forward, host=further.host, target_port=further.target_port)
    return forward


def dead_ends(ports: LinkPorts, connections: Sequence[Connection]) -> tuple[Forward, ...]:
    """Return the ``-R`` that the kernel may call and that end on a machine in between."""
    *before, last = connections or (None,)
    ends = [each for each in last.remote_forwards if _continued(each, before) is None] if last and before else []
    return tuple(each for each in ends if ports.port(each.listen_port) in ports.called)
