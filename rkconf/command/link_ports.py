"""The ports of the link, as numbers or parts of the link name, and the forwards that carry the link."""

from collections.abc import Sequence
from functools import cached_property

from rkconf import link
from rkconf.command.invocation import StartedKernel
from rkconf.command.launch import Launch
from rkconf.command.placeholders import Filled
from rkconf.link import is_loopback
from rkconf.link.name import PRIVILEGED
from rkconf.record import field, record, replace
from rkconf.source import Excerpt, Source
from rkconf.ssh.connection import Connection
from rkconf.ssh.forwards import Forward
from rkconf.ssh.scalars import port_number

_ORDINALS = ("first", "second")
CHANNELS = len(_ORDINALS)
"""The number of channels of a link: one for data and one for urgent messages."""


@record
class LinkPort:
    """A port that is called, opened or forwarded.

    Two ports are equal if the text makes them equal: a number never equals a dynamic port, whatever the example value.
    """

    number: int
    """The port; an example value if it is dynamic."""
    is_dynamic: bool = False
    """Whether it is part of a link name with random ports, so that it changes from launch to launch."""
    index: int | None = field(default=None, compare=False)
    """The index of a dynamic port in the link, from 0; None if it combines several ports, or is part of one."""

    def __str__(self) -> str:
        """Return the number, or a description of a dynamic port."""
        if not self.is_dynamic:
            return str(self.number)
        return "a part of the link name" if self.index is None else f"the {_ORDINALS[self.index]} port of the link"


@record
class LinkPorts:
    """The ports on both sides of the link."""

    launch: Launch
    filled: Filled
    kernel: StartedKernel | None

    @cached_property
    def called(self) -> tuple[LinkPort, ...]:
        """The ports that the kernel calls, as far as the text determines them."""
        name = self.kernel.link.name if self.kernel else None
        return tuple(self.port(end.digits) for end in name.endpoints) if name else ()

    @cached_property
    def listening(self) -> tuple[LinkPort, ...]:
        """The ports that the listening side opens: fixed ones, or those of the link name that the command receives.

        The kernel that starts parallel kernels opens others each time.
        """
        dynamic = (LinkPort(port, is_dynamic=True, index=index) for index, port in enumerate(self._example))
        return tuple(map(LinkPort, self._fixed)) or tuple(dynamic)

    @cached_property
    def uses_loopback(self) -> bool:
        """Whether one side of a link with random ports uses its own loopback address, which needs a tunnel."""
        sides = (self.launch.listening, self.kernel.link if self.kernel else None)
        hosts = (host for side in sides if side for host in side.hosts)
        return self.are_dynamic and any(host and is_loopback(host) for host in hosts)

    @property
    def are_dynamic(self) -> bool:
        """Whether the listening side chooses its ports at random."""
        return any(port.is_dynamic for port in self.listening)

    def port(self, digits: Excerpt) -> LinkPort:
        """Return the port that a part of the command names."""
        number = port_number(digits.text) or 0
        if self._fixed or not self.derives_from_link_name(digits):
            return LinkPort(number)
        index = self._example.index(number) if number in self._example else None
        return LinkPort(number, is_dynamic=True, index=index)

    def derives_from_link_name(self, value: Excerpt) -> bool:
        """Return whether a value contains text from the link placeholder."""
        return self.filled.derives(value, self.launch.link_placeholder)

    @property
    def _fixed(self) -> tuple[int, ...]:
        """The ports that the MLOpen arguments fix."""
        listening = self.launch.listening
        return listening.name.ports if listening and listening.name else ()

    @cached_property
    def _example(self) -> tuple[int, ...]:
        """The ports of the example link name."""
        value = next((item.value for item in self.filled.named(self.launch.link_placeholder)), None)
        name = link.parse_name(Source("", value.encode()).excerpt()) if value else None
        return name.ports[:CHANNELS] if name else ()


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
    meant = frozenset(given if ports.uses_loopback else straight if is_meant else ())
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
