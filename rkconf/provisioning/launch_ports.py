"""The ports of a launch: those that firewalls must let through, and the fixed ones."""

from functools import cached_property

from rkconf.command import SSH_PORT
from rkconf.diagram import FirewallOpening, Network, Port, network
from rkconf.diagram.network import Side
from rkconf.provisioning.login import RemoteLogin
from rkconf.record import record
from rkconf.spec import Parallel, further_ports, is_verbatim
from rkconf.versions import Version


@record
class LaunchPorts:
    """The ports of a launch that begins on the machine ``starter``."""

    login: RemoteLogin
    version: Version
    starter: str
    needs_ports: bool = True
    """Whether the link may need other ports than that of ssh."""

    @cached_property
    def _network(self) -> Network | None:
        """The machines, links and ports of the launch; None where it is not known to reach the kernel's machine."""
        return network(self.login.journey, self.version) if self.login.journey and self.login.connection else None

    @property
    def is_for_main_link(self) -> bool:
        """Whether only the main link of a kernel comes up, since its tunnel does not carry the others."""
        return bool(self._network and self._network.untunnelled)

    @property
    def are_known(self) -> bool:
        """Whether the launch command starts a program that is known as a kernel, so that its links are known."""
        journey = self.login.journey
        is_known = bool(self._network and journey and journey.kernel and journey.kernel.is_known)
        return is_known or not self.needs_ports

    @property
    def logins(self) -> tuple[FirewallOpening, ...]:
        """The connections that each ssh server on the route must accept."""
        if self._network:
            return self._network.login_openings
        return (FirewallOpening(self.login.host, (Port(self.login.port or SSH_PORT),), self.starter, "ssh"),)

    @property
    def calls(self) -> tuple[FirewallOpening, ...]:
        """The connections of links that do not go through ssh."""
        return self._network.link_openings if self._network and self.are_known and self.needs_ports else ()

    @property
    def has_random(self) -> bool:
        """Whether a machine must accept such connections on ports that are chosen at each launch."""
        return any(port.number is None for opening in self.calls for port in opening.ports)

    @property
    def fixed(self) -> tuple[int, ...]:
        """All fixed ports of the launch."""
        return self._network.fixed_ports if self._network and self.are_known and self.needs_ports else ()

    @property
    def awaited(self) -> tuple[int, ...]:
        """The fixed ports on which the Front End itself waits for the kernel."""
        return self._network.listening_ports(Side.HERE) if self._network and self.are_known else ()

    @property
    def tunnel(self) -> tuple[int, ...]:
        """The fixed ports of a main link that goes through a tunnel, the same ones on both machines."""
        table, journey = self.login.table, self.login.journey
        if not self.needs_ports:
            return ()
        if table.connection == "tunnel" and not is_verbatim(table):
            return table.ports or ()
        if isinstance(table, Parallel) or not self.are_known or not journey or not journey.called_link:
            return ()
        ports = tuple((forward.port, forward.host_port) for forward in journey.remote_forwards)
        called = journey.called_link.ports
        return called if called and ports == tuple((port, port) for port in called) else ()

    @property
    def further(self) -> tuple[int, ...]:
        """The ports on which the kernel waits, in a tunnel, for the links that it opens itself."""
        if not is_verbatim(self.login.table):
            return further_ports(self.login.table, self.version)
        links = self._network.links if self._network and self.are_known else ()
        waiting = (channel for link in links for channel in link.channels if channel.listener is Side.THERE)
        return tuple(each.port.number for each in waiting if each.forwards and each.port.number is not None)
