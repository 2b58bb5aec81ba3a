"""The ports of a launch: those that firewalls must let through, and the fixed ones."""

from functools import cached_property

from rkconf.command import SSH_PORT
from rkconf.diagram import FirewallOpening, Network, Port, network
from rkconf.diagram.network import Side
from rkconf.provisioning.login import RemoteLogin
from rkconf.record import record
from rkconf.spec import further_ports
from rkconf.versions import Version


@record
class LaunchPorts:
    """The ports of a launch that begins on the machine ``starter``."""

    login: RemoteLogin
    version: Version
    starter: str

    @cached_property
    def _network(self) -> Network | None:
        """The machines, links and ports of the launch; None where it is not known to reach the kernel's machine."""
        return network(self.login.journey, self.version) if self.login.journey and self.login.connection else None

    @property
    def are_known(self) -> bool:
        """Whether the launch command starts a program that is known as a kernel, so that its links are known."""
        journey = self.login.journey
        return bool(self._network and journey and journey.kernel and journey.kernel.is_known)

    @property
    def logins(self) -> tuple[FirewallOpening, ...]:
        """The connections that each ssh server on the route must accept."""
        if self._network:
            return self._network.login_openings
        return (FirewallOpening(self.login.host, (Port(self.login.port or SSH_PORT),), self.starter, "ssh"),)

    @property
    def calls(self) -> tuple[FirewallOpening, ...]:
        """The connections of links that do not go through ssh."""
        return self._network.link_openings if self._network and self.are_known else ()

    @property
    def fixed(self) -> tuple[int, ...]:
        """All fixed ports of the launch."""
        return self._network.fixed_ports if self._network and self.are_known else ()

    @property
    def awaited(self) -> tuple[int, ...]:
        """The fixed ports on which the Front End itself waits for the kernel."""
        return self._network.listening_ports(Side.HERE) if self._network and self.are_known else ()

    @property
    def tunnel(self) -> tuple[int, ...]:
        """The fixed ports of a main link that goes through a tunnel."""
        table = self.login.table
        return (table.ports or ()) if table.connection == "tunnel" else ()

    @property
    def further(self) -> tuple[int, ...]:
        """The ports on which the kernel waits, in a tunnel, for the links that it opens itself."""
        return further_ports(self.login.table, self.version)
