"""The network of a launch: machines, logins, links, and the ports at which programs listen."""

from collections.abc import Iterator
from enum import StrEnum

from rkconf.record import record

FRONT_END = "the Front End's machine"
MASTER = "the master kernel's machine"
CALLER = "the caller's machine"
"""The machine of the kernel that starts parallel kernels."""


class Side(StrEnum):
    """One of the two machines that a link connects."""

    HERE = "here"
    """The machine of the launch command."""
    THERE = "there"
    """The machine of the kernel."""


@record
class NetworkMachine:
    """A machine, and the program on it that uses the links; an intermediate machine has none."""

    name: str
    program: str = ""


@record
class Port:
    """A TCP port; ``number`` is None for a port that is chosen at each launch."""

    number: int | None = None

    def __str__(self) -> str:
        """Return the number for display."""
        return "any port" if self.number is None else str(self.number)


@record
class PortForward:
    """A forward of one ssh: from a port on one machine to a program that listens on the next one.

    ``listen`` is the port on the machine of the caller; ssh then calls the port ``target`` on ``host``, a name on the
    other machine; empty for the other machine itself.
    """

    listener: Side
    listen: Port
    target: Port
    host: str = ""
    login: int = 0
    """The index of the login that carries it; 0 is the login from the Front End's machine."""


@record
class Channel:
    """One TCP connection of a link: its purpose, its listener, the port, and the forwards that carry it."""

    purpose: str
    listener: Side
    port: Port
    forwards: tuple[PortForward, ...] = ()
    """The forwards that carry it, in the order of their logins; the last login is always among them."""
    has_listener: bool = True
    """Whether the program listens at the end of the forwards, as far as the text shows."""
    calls_own_machine: bool = False
    """Whether the caller calls its own machine, although no forward listens there."""


@record
class Link:
    """A link between the two programs."""

    name: str
    channels: tuple[Channel, ...]


@record
class JumpServer:
    """A machine through which ssh connects to the other one."""

    name: str
    port: Port


@record
class Login:
    """A login to the next machine; ``jump_hosts`` are in the order of the connection."""

    launcher: str
    user: str | None
    port: Port
    jump_hosts: tuple[JumpServer, ...] = ()
    proxy: str = ""
    """The command that makes the connection instead of the launcher; its route is unknown."""
    is_here: bool = False
    """Whether the login is to the same machine."""


@record
class FirewallOpening:
    """Ports of a machine that a firewall must open for a caller, and the purpose."""

    machine: str
    ports: tuple[Port, ...]
    caller: str
    purpose: str


@record
class Example:
    """The example value of a placeholder that has no value."""

    placeholder: str
    value: str


@record
class Network:
    """The machines from the Front End's to the kernel's, and the connections between them."""

    machines: tuple[NetworkMachine, ...]
    """In the order of the logins: two, or more if ssh starts another ssh."""
    logins: tuple[Login, ...]
    """One login from each machine to the next one."""
    links: tuple[Link, ...]
    forwards: tuple[PortForward, ...] = ()
    """The forwards that carry no link."""
    examples: tuple[Example, ...] = ()
    """The unknown names of machines and users that are shown as examples."""
    untunnelled: tuple[str, ...] = ()
    """The names of the links that are not among ``links``, since the tunnel of the main link does not carry them."""

    @property
    def here(self) -> NetworkMachine:
        """The machine of the launch command."""
        return self.machines[0]

    @property
    def there(self) -> NetworkMachine:
        """The machine of the kernel."""
        return self.machines[-1]

    @property
    def is_one_machine(self) -> bool:
        """Whether no login leaves the Front End's machine."""
        return all(login.is_here for login in self.logins)

    def machine(self, side: Side) -> NetworkMachine:
        """Return the machine of a side."""
        return self.here if side is Side.HERE else self.there

    @property
    def openings(self) -> tuple[FirewallOpening, ...]:
        """All openings that firewalls need; none for a single machine."""
        return (*self.login_openings, *self.link_openings)

    @property
    def login_openings(self) -> tuple[FirewallOpening, ...]:
        """The openings for logins."""
        remote = (index for index, login in enumerate(self.logins) if not login.is_here)
        return tuple(opening for index in remote for opening in self._login_openings(index))

    @property
    def link_openings(self) -> tuple[FirewallOpening, ...]:
        """The openings for links outside of ssh."""
        return () if self.is_one_machine else tuple(self._link_openings())

    def listening_ports(self, side: Side) -> tuple[int, ...]:
        """Return the fixed ports at which the program of a side listens for calls outside of ssh."""
        channels = [channel for link in self.links for channel in link.channels]
        direct = (channel.port for channel in channels if channel.listener is side and not channel.forwards)
        return tuple(dict.fromkeys(port.number for port in direct if port.number is not None))

    @property
    def fixed_ports(self) -> tuple[int, ...]:
        """Every fixed port of the links, at both ends of forwards."""
        channels = [channel for link in self.links for channel in link.channels]
        forwards = [(forward.listen, forward.target) for each in channels for forward in each.forwards]
        ports = (*(channel.port for channel in channels), *(port for ends in forwards for port in ends))
        return tuple(dict.fromkeys(port.number for port in ports if port.number is not None))

    def _login_openings(self, index: int) -> Iterator[FirewallOpening]:
        """Yield the opening of each server on the path of one login."""
        login = self.logins[index]
        servers = (*login.jump_hosts, JumpServer(self.machines[index + 1].name, login.port))
        first = "wherever the proxy command connects from" if login.proxy else self._name(index)
        callers = (first, *(host.name for host in login.jump_hosts))
        for caller, server in zip(callers, servers, strict=True):
            yield FirewallOpening(server.name, (server.port,), caller, login.launcher)

    def _name(self, index: int) -> str:
        """Return the name of a machine for other machines: a login to loopback stays on its machine."""
        index %= len(self.machines)
        while index and self.logins[index - 1].is_here:
            index -= 1
        return self.machines[index].name

    def _link_openings(self) -> Iterator[FirewallOpening]:
        """Yield one opening for all links with the same ports."""
        purposes: dict[tuple[Side, tuple[Port, ...]], list[str]] = {}
        for link in self.links:
            direct = [channel for channel in link.channels if not channel.forwards and not channel.calls_own_machine]
            if direct:
                ports = tuple(dict.fromkeys(channel.port for channel in direct))
                purposes.setdefault((direct[0].listener, ports), []).append(link.name)
        for (side, ports), names in purposes.items():
            machine, caller = (self._name(at) for at in ((0, -1) if side is Side.HERE else (-1, 0)))
            links = "link" if len(names) == 1 else "links"
            yield FirewallOpening(machine, ports, caller, f"{' and '.join(names)} {links}")


@record
class Picture:
    """A network with its title and the verdicts on the launch; the network is None without another machine."""

    title: str
    network: Network | None
    endings: tuple[str, ...]
