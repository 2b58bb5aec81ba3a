"""What each row of a picture shows: a cell in each machine, and the calls and headings between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from rkconf.diagram.network import Channel, Link, Login, Network, PortForward, Side
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.shell.words import UNKNOWN

_SHORTEST = 6
"""How many columns of an arrow can be seen beside its label."""


class MachineCell(NamedTuple):
    """What a machine shows at its left and at its right edge."""

    left: str = ""
    right: str = ""

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return len(self.left) + len(self.right) + (1 if self.left and self.right else 0)


class Connector(NamedTuple):
    """An arrow or a heading from the machine ``start`` to the machine ``end`` on its right."""

    start: int
    end: int
    label: str = ""
    leads_left: bool | None = None
    """Where the arrow leads; None for a heading."""
    is_in_tunnel: bool = False

    @property
    def room(self) -> int:
        """How many columns it needs."""
        return len(self.label) + (2 if self.leads_left is None else _SHORTEST)

    def is_between(self, machine: int) -> bool:
        """Return whether it joins a machine with the next one."""
        return (self.start, self.end) == (machine, machine + 1)


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One row: the cells by their machine, and what goes on between machines."""

    cells: Mapping[int, MachineCell] = field(default_factory=dict)
    calls: tuple[Connector, ...] = ()

    @property
    def joins_neighbours(self) -> bool:
        """Whether something of it begins or ends at a neighbour."""
        return any(call.is_between(call.start) for call in self.calls)


def visible(text: str) -> str:
    """Return the text with a mark for what only the machine knows, and for what a terminal would not show."""
    text = text.replace(UNKNOWN, "?")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def rows(network: Network) -> Iterator[PictureRow]:
    """Yield the rows of a network; calls outside ssh, past intermediate machines, come last."""
    yield from _logins(network.logins)
    parts = [part for link in network.links for part in _parts(link, network)]
    past_others = [] if len(network.machines) == len(Side) else [part for part in parts if not _is_inside(part)]
    for part in parts:
        if part not in past_others:
            yield from _link(part, network)
    yield from _others(network.forwards)
    for part in past_others:
        yield from _link(part, network)


def _parts(link: Link, network: Network) -> Iterator[Link]:
    """Yield a link as a whole; with intermediate machines, what is inside ssh apart from the rest."""
    if len(network.machines) == len(Side):
        yield link
        return
    inside = tuple(channel for channel in link.channels if channel.forwards)
    outside = tuple(channel for channel in link.channels if not channel.forwards)
    yield from (Link(link.name, channels) for channels in (inside, outside) if channels)


def _is_inside(link: Link) -> bool:
    return all(channel.forwards for channel in link.channels)


def _logins(logins: Sequence[Login]) -> Iterator[PictureRow]:
    ways = (reversed(tuple(_through(login, at))) for at, login in enumerate(logins))
    for calls in reversed(tuple(zip_longest(*ways))):
        yield PictureRow(calls=tuple(filter(None, calls)))
    cells = {0: MachineCell(right=logins[0].launcher)}
    for at, login in enumerate(logins, 1):
        server = "sshd" if login.launcher != "rsh" else "rshd"
        port = "its port" if login.port.number is None else str(login.port)
        cells[at] = MachineCell(f"{port} {server}", logins[at].launcher if at < len(logins) else "")
    who = (f"log in as {visible(login.user)}" if login.user else "log in" for login in logins)
    yield PictureRow(cells, tuple(Connector(at, at + 1, said, leads_left=False) for at, said in enumerate(who)))


def _through(login: Login, at: int) -> Iterator[Connector]:
    for host in login.jump_hosts:
        yield Connector(at, at + 1, f"through {visible(host.name)}")
    if login.proxy:
        yield Connector(at, at + 1, "through a proxy command")


def _link(link: Link, network: Network) -> Iterator[PictureRow]:
    yield PictureRow()
    if _is_inside(link):
        between = dict.fromkeys(way.login for channel in link.channels for way in channel.forwards)
        yield PictureRow(calls=tuple(Connector(at, at + 1, f"{link.name} link inside ssh") for at in sorted(between)))
    else:
        yield PictureRow(calls=(Connector(0, len(network.logins), f"{link.name} link"),))
    for channel in link.channels:
        yield _channel(channel, network)


def _channel(channel: Channel, network: Network) -> PictureRow:
    listener = network.machine(channel.listener).program if channel.is_awaited else "nobody"
    if channel.forwards:
        return _back(channel, listener, network) if channel.listener is Side.HERE else _out(channel, listener, network)
    last, here, there = len(network.logins), network.here.program, network.there.program
    if channel.is_astray:
        cells = {0: MachineCell(right=f"{listener} {channel.port}"), last: MachineCell(f"nobody <- {there}")}
        return PictureRow(cells, (Connector(0, last, f"no {channel.purpose}"),))
    if channel.listener is Side.HERE:
        cells = {0: MachineCell(right=f"{listener} {channel.port}"), last: MachineCell(there)}
        return PictureRow(cells, (Connector(0, last, channel.purpose, leads_left=True),))
    cells = {0: MachineCell(right=here), last: MachineCell(f"{channel.port} {listener}")}
    return PictureRow(cells, (Connector(0, last, channel.purpose, leads_left=False),))


def _back(channel: Channel, listener: str, network: Network) -> PictureRow:
    """Return the row of what the kernel calls inside ssh: its own machine, whose sshd hands it back."""
    first = channel.forwards[0]
    who = visible(first.host) or (listener if first.login == 0 else "nobody")
    cells = {way.login + 1: MachineCell(f"{way.entrance} sshd <-", "ssh") for way in channel.forwards}
    cells[len(network.logins)] = MachineCell(f"{channel.forwards[-1].entrance} sshd <- {network.there.program}")
    cells[first.login] = MachineCell(right=f"{who} {first.exit}")
    return PictureRow(cells, _arrows(channel, leads_left=True))


def _out(channel: Channel, listener: str, network: Network) -> PictureRow:
    """Return the row of what the Front End calls inside ssh: its own machine, whose ssh hands it on."""
    first, last = channel.forwards[0], channel.forwards[-1]
    cells = {way.login: MachineCell("sshd ->", f"ssh {way.entrance}") for way in channel.forwards}
    cells[first.login] = MachineCell(right=f"ssh {first.entrance}")
    reached = f"ssh {first.entrance}" if first.login == 0 else "nobody"
    cells[0] = MachineCell(right=f"{network.here.program} -> {reached}")
    cells[len(network.logins)] = MachineCell(f"{last.exit} {visible(last.host) or listener}")
    return PictureRow(cells, _arrows(channel, leads_left=False))


def _arrows(channel: Channel, *, leads_left: bool) -> tuple[Connector, ...]:
    return tuple(Connector(way.login, way.login + 1, channel.purpose, leads_left, True) for way in channel.forwards)  # noqa: FBT003


def _others(forwards: Sequence[PortForward]) -> Iterator[PictureRow]:
    """Yield the forwards that carry no link: who calls is not known."""
    if forwards:
        yield PictureRow()
        between = sorted({way.login for way in forwards})
        yield PictureRow(calls=tuple(Connector(at, at + 1, "other forwards") for at in between))
    for way in forwards:
        yield _other(way)


def _other(way: PortForward) -> PictureRow:
    host = visible(way.host) or LOOPBACK_ADDRESS
    if way.listener is Side.HERE:
        here, there = f"{host} {way.exit}", f"{way.entrance} sshd"
    else:
        here, there = f"ssh {way.entrance}", f"{way.exit} {host}"
    cells = {way.login: MachineCell(right=here), way.login + 1: MachineCell(there)}
    return PictureRow(
        cells,
        (
            Connector(
                way.login,
                way.login + 1,
                "-R" if way.listener is Side.HERE else "-L",
                way.listener is Side.HERE,
                is_in_tunnel=True,
            ),
        ),
    )
