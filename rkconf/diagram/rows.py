"""The rows of a picture: a cell in each machine, and the calls and headings between machines."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from rkconf.diagram.network import Channel, Link, Login, Network, PortForward, Side
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.printable import printable
from rkconf.record import field, record
from rkconf.shell.words import UNKNOWN

_SHORTEST = 6
"""The number of visible columns of an arrow without its label."""


@record
class MachineCell:
    """The text at the left and at the right edge of a machine."""

    left: str = ""
    right: str = ""

    @property
    def width(self) -> int:
        """The width in columns."""
        return len(self.left) + len(self.right) + (1 if self.left and self.right else 0)


@record
class Connector:
    """An arrow or a heading from the machine ``start`` to the machine ``end`` on its right."""

    start: int
    end: int
    label: str = ""
    points_left: bool | None = None
    """The direction of the arrow; None for a heading."""
    is_in_tunnel: bool = False

    @property
    def width(self) -> int:
        """The width in columns that it needs."""
        return len(self.label) + (2 if self.points_left is None else _SHORTEST)

    def is_between(self, machine: int) -> bool:
        """Return whether it connects a machine with the next one."""
        return (self.start, self.end) == (machine, machine + 1)


@record
class PictureRow:
    """One row: cells by machine, and the arrows and headings between machines."""

    cells: Mapping[int, MachineCell] = field(default_factory=dict)
    connectors: tuple[Connector, ...] = ()

    @property
    def joins_neighbours(self) -> bool:
        """Whether it connects neighbouring machines."""
        return any(each.is_between(each.start) for each in self.connectors)


def visible(text: str) -> str:
    """Return the text with marks for unknown pieces and for unprintable characters."""
    return printable(text.replace(UNKNOWN, "?"))


def rows(network: Network) -> Iterator[PictureRow]:
    """Yield the rows of a network; calls outside of ssh that bypass intermediate machines come last."""
    yield from _logins(network.logins)
    parts = [part for link in network.links for part in _parts(link, network)]
    bypassing = [] if len(network.machines) == len(Side) else [part for part in parts if not _is_inside(part)]
    for part in parts:
        if part not in bypassing:
            yield from _link(part, network)
    yield from _others(network.forwards)
    for part in bypassing:
        yield from _link(part, network)


def _parts(link: Link, network: Network) -> Iterator[Link]:
    """Yield a link, divided into channels inside and outside of ssh if there are intermediate machines."""
    if len(network.machines) == len(Side):
        yield link
        return
    inside = tuple(channel for channel in link.channels if channel.forwards)
    outside = tuple(channel for channel in link.channels if not channel.forwards)
    yield from (Link(link.name, channels) for channels in (inside, outside) if channels)


def _is_inside(link: Link) -> bool:
    return all(channel.forwards for channel in link.channels)


def _logins(logins: Sequence[Login]) -> Iterator[PictureRow]:
    columns = (reversed(tuple(_through(login, at))) for at, login in enumerate(logins))
    for headings in reversed(tuple(zip_longest(*columns))):
        yield PictureRow(connectors=tuple(filter(None, headings)))
    cells = {0: MachineCell(right=logins[0].launcher)}
    for at, login in enumerate(logins, 1):
        server = "sshd" if login.launcher != "rsh" else "rshd"
        port = "its port" if login.port.number is None else str(login.port)
        cells[at] = MachineCell(f"{port} {server}", logins[at].launcher if at < len(logins) else "")
    labels = (f"log in as {visible(login.user)}" if login.user else "log in" for login in logins)
    yield PictureRow(cells, tuple(Connector(at, at + 1, label, points_left=False) for at, label in enumerate(labels)))


def _through(login: Login, at: int) -> Iterator[Connector]:
    for host in login.jump_hosts:
        yield Connector(at, at + 1, f"through {visible(host.name)}")
    if login.proxy:
        yield Connector(at, at + 1, "through a proxy command")


def _link(link: Link, network: Network) -> Iterator[PictureRow]:
    yield PictureRow()
    if _is_inside(link):
        between = dict.fromkeys(forward.login for channel in link.channels for forward in channel.forwards)
        yield PictureRow(
            connectors=tuple(Connector(at, at + 1, f"{link.name} link inside ssh") for at in sorted(between))
        )
    else:
        yield PictureRow(connectors=(Connector(0, len(network.logins), f"{link.name} link"),))
    for channel in link.channels:
        yield _channel(channel, network)


def _channel(channel: Channel, network: Network) -> PictureRow:
    listener = network.machine(channel.listener).program if channel.has_listener else "no listener"
    if channel.forwards:
        return (
            _inward(channel, listener, network)
            if channel.listener is Side.HERE
            else _outward(channel, listener, network)
        )
    last, here, there = len(network.logins), network.here.program, network.there.program
    if channel.calls_own_machine:
        cells = {0: MachineCell(right=f"{listener} {channel.port}"), last: MachineCell(f"no listener <- {there}")}
        return PictureRow(cells, (Connector(0, last, f"no {channel.purpose}"),))
    if channel.listener is Side.HERE:
        cells = {0: MachineCell(right=f"{listener} {channel.port}"), last: MachineCell(there)}
        return PictureRow(cells, (Connector(0, last, channel.purpose, points_left=True),))
    cells = {0: MachineCell(right=here), last: MachineCell(f"{channel.port} {listener}")}
    return PictureRow(cells, (Connector(0, last, channel.purpose, points_left=False),))


def _inward(channel: Channel, listener: str, network: Network) -> PictureRow:
    """Return the row of a call of the kernel inside ssh: to its own machine, whose sshd forwards it."""
    first = channel.forwards[0]
    target = visible(first.host) or (listener if first.login == 0 else "no listener")
    cells = {each.login + 1: MachineCell(f"{each.listen} sshd <-", "ssh") for each in channel.forwards}
    cells[len(network.logins)] = MachineCell(f"{channel.forwards[-1].listen} sshd <- {network.there.program}")
    cells[first.login] = MachineCell(right=f"{target} {first.target}")
    return PictureRow(cells, _arrows(channel, points_left=True))


def _outward(channel: Channel, listener: str, network: Network) -> PictureRow:
    """Return the row of a call of the Front End inside ssh: to its own machine, whose ssh forwards it."""
    first, last = channel.forwards[0], channel.forwards[-1]
    cells = {each.login: MachineCell("sshd ->", f"ssh {each.listen}") for each in channel.forwards}
    cells[first.login] = MachineCell(right=f"ssh {first.listen}")
    reached = f"ssh {first.listen}" if first.login == 0 else "no listener"
    cells[0] = MachineCell(right=f"{network.here.program} -> {reached}")
    cells[len(network.logins)] = MachineCell(f"{last.target} {visible(last.host) or listener}")
    return PictureRow(cells, _arrows(channel, points_left=False))


def _arrows(channel: Channel, *, points_left: bool) -> tuple[Connector, ...]:
    return tuple(Connector(each.login, each.login + 1, channel.purpose, points_left, True) for each in channel.forwards)  # noqa: FBT003


def _others(forwards: Sequence[PortForward]) -> Iterator[PictureRow]:
    """Yield the forwards that carry no link; their callers are unknown."""
    if forwards:
        yield PictureRow()
        between = sorted({forward.login for forward in forwards})
        yield PictureRow(connectors=tuple(Connector(at, at + 1, "other forwards") for at in between))
    yield from map(_other, forwards)


def _other(forward: PortForward) -> PictureRow:
    host = visible(forward.host) or LOOPBACK_ADDRESS
    is_inward = forward.listener is Side.HERE
    if is_inward:
        here, there = f"{host} {forward.target}", f"{forward.listen} sshd"
    else:
        here, there = f"ssh {forward.listen}", f"{forward.target} {host}"
    at, following = forward.login, forward.login + 1
    arrow = Connector(at, following, "-R" if is_inward else "-L", is_inward, is_in_tunnel=True)
    return PictureRow({at: MachineCell(right=here), following: MachineCell(there)}, (arrow,))
