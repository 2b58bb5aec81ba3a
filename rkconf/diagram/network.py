"""What a network administrator sees of a launch: machines, links, ports, and who listens where."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

FRONT_END = "the Front End's machine"
MASTER = "the master kernel's machine"
"""Where the kernel runs that starts parallel kernels."""


class Side(StrEnum):
    """One of the two machines that a link joins."""

    HERE = "here"
    """Where the launch command runs."""
    THERE = "there"
    """Where the kernel runs."""


@dataclass(frozen=True, slots=True)
class NetworkMachine:
    """A machine by its name, and the program on it that the links are for; an intermediate one has none."""

    name: str
    program: str = ""


@dataclass(frozen=True, slots=True)
class Port:
    """A TCP port; ``number`` is None for one that is chosen anew at every start."""

    number: int | None = None

    def __str__(self) -> str:
        """Return the number as it is shown."""
        return "any port" if self.number is None else str(self.number)


@dataclass(frozen=True, slots=True)
class PortForward:
    """A way through one ssh: from a port on one machine to a program that listens on its neighbour.

    ``entrance`` is the port on the machine of the caller, ``exit`` the one that ssh then calls, on ``host`` as the
    other machine sees it; empty for that machine itself.
    """

    listener: Side
    entrance: Port
    exit: Port
    host: str = ""
    login: int = 0
    """Which login carries it: 0 for that of the Front End's machine."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One TCP connection of a link: its purpose, who waits for it, at which port, and through which forwards."""

    purpose: str
    listener: Side
    port: Port
    forwards: tuple[PortForward, ...] = ()
    """Those that carry it, in the order of their logins; the last login is always one of them."""
    is_awaited: bool = True
    """Whether the program listens where the forward ends, as far as the text tells."""
    is_astray: bool = False
    """Whether the caller calls its own machine, where no forward begins."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link between the two programs."""

    name: str
    channels: tuple[Channel, ...]


@dataclass(frozen=True, slots=True)
class JumpServer:
    """A machine between the two, which ssh logs in to first."""

    name: str
    port: Port


@dataclass(frozen=True, slots=True)
class Login:
    """How the launcher reaches the other machine; ``jump_hosts`` are in the order of the way."""

    launcher: str
    user: str | None
    port: Port
    jump_hosts: tuple[JumpServer, ...] = ()
    proxy: str = ""
    """The command that makes the connection in place of the launcher; from where, only that command knows."""
    is_here: bool = False
    """Whether it ends on the machine where it begins."""


@dataclass(frozen=True, slots=True)
class FirewallOpening:
    """What a firewall must let in: these ports of a machine, for a caller, and what for."""

    machine: str
    ports: tuple[Port, ...]
    caller: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Example:
    """What stands in a picture for a placeholder that has no value yet."""

    placeholder: str
    value: str


@dataclass(frozen=True, slots=True)
class Network:
    """The machines from the Front End's to the kernel's, and all that goes on between them."""

    machines: tuple[NetworkMachine, ...]
    """In the order of the logins: two, or more where ssh starts another ssh."""
    logins: tuple[Login, ...]
    """From each machine to the next one."""
    links: tuple[Link, ...]
    forwards: tuple[PortForward, ...] = ()
    """Those that carry no link."""
    examples: tuple[Example, ...] = ()
    """What is not known of the machines, and only shown by example."""

    @property
    def here(self) -> NetworkMachine:
        """Where the launch command runs."""
        return self.machines[0]

    @property
    def there(self) -> NetworkMachine:
        """Where the kernel runs."""
        return self.machines[-1]

    @property
    def is_one_machine(self) -> bool:
        """Whether no login leaves the machine of the Front End."""
        return all(login.is_here for login in self.logins)

    def machine(self, side: Side) -> NetworkMachine:
        """Return the machine on a side."""
        return self.here if side is Side.HERE else self.there

    @property
    def openings(self) -> tuple[FirewallOpening, ...]:
        """What firewalls must let in; nothing where all happens on one machine."""
        return (*self.doors, *self.calls)

    @property
    def doors(self) -> tuple[FirewallOpening, ...]:
        """The openings for the launchers, from machine to machine."""
        remote = (index for index, login in enumerate(self.logins) if not login.is_here)
        return tuple(opening for index in remote for opening in self._doors(index))

    @property
    def calls(self) -> tuple[FirewallOpening, ...]:
        """What of that is for links that go outside of ssh."""
        return () if self.is_one_machine else tuple(self._calls())

    def waiting(self, side: Side) -> tuple[int, ...]:
        """Return the fixed ports at which the program of a side waits for calls from outside of ssh."""
        channels = [channel for link in self.links for channel in link.channels]
        direct = (channel.port for channel in channels if channel.listener is side and not channel.forwards)
        return tuple(dict.fromkeys(port.number for port in direct if port.number is not None))

    @property
    def fixed_ports(self) -> tuple[int, ...]:
        """Every port of the links that is not chosen anew, at either end of a forward."""
        channels = [channel for link in self.links for channel in link.channels]
        forwards = [(way.entrance, way.exit) for each in channels for way in each.forwards]
        ports = (*(channel.port for channel in channels), *(port for ends in forwards for port in ends))
        return tuple(dict.fromkeys(port.number for port in ports if port.number is not None))

    def _doors(self, index: int) -> Iterator[FirewallOpening]:
        """Yield what each server must let in on the way of one login."""
        login = self.logins[index]
        servers = (*login.jump_hosts, JumpServer(self.machines[index + 1].name, login.port))
        first = "wherever the proxy command calls" if login.proxy else self._name(index)
        callers = (first, *(gate.name for gate in login.jump_hosts))
        for caller, server in zip(callers, servers, strict=True):
            yield FirewallOpening(server.name, (server.port,), caller, login.launcher)

    def _name(self, index: int) -> str:
        """Return what other machines call a machine: a login to loopback ends where it begins."""
        index %= len(self.machines)
        while index and self.logins[index - 1].is_here:
            index -= 1
        return self.machines[index].name

    def _calls(self) -> Iterator[FirewallOpening]:
        """Yield one opening for all links that need the same ports."""
        purposes: dict[tuple[Side, tuple[Port, ...]], list[str]] = {}
        for link in self.links:
            direct = [channel for channel in link.channels if not channel.forwards and not channel.is_astray]
            if direct:
                ports = tuple(dict.fromkeys(channel.port for channel in direct))
                purposes.setdefault((direct[0].listener, ports), []).append(link.name)
        for (side, ports), names in purposes.items():
            machine, caller = (self._name(at) for at in ((0, -1) if side is Side.HERE else (-1, 0)))
            links = "link" if len(names) == 1 else "links"
            yield FirewallOpening(machine, ports, caller, f"{' and '.join(names)} {links}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A network, or None where no other machine can be seen; whose it is, and how the launch ends in it."""

    title: str
    network: Network | None
    endings: tuple[str, ...]
