"""The forwards of the login that starts the kernel, by their purpose: the further links, or none of the links."""

from rkconf.command.journey import Journey
from rkconf.link import is_loopback
from rkconf.ssh.forwards import Forward
from rkconf.versions import Version


def further_ports(journey: Journey, version: Version) -> range:
    """Return the ports that a kernel of a version opens after those of the main link; none if these are not fixed."""
    if not journey.called_link:
        return range(0)
    first = max(journey.called_link.ports) + 1
    return range(first, first + version.kernel_channels)


def occupied_forwards(journey: Journey) -> tuple[Forward, ...]:
    """Return the ``-L`` on ports of this machine that the Front End has opened before ssh starts."""
    listening, connection = journey.launch.listening, journey.connection
    if not listening or not connection or not all(map(is_loopback, listening.hosts)):
        return ()
    local = (forward for forward in connection.forwards if forward.letter == "L" and _is_here(forward))
    return tuple(
        forward
        for forward in local
        if journey.port(forward.listen_port) in journey.listening_ports and forward not in journey.reversed_forwards
    )


def _is_here(forward: Forward) -> bool:
    """Return whether the forward listens on this machine's loopback address, which it does without an address too."""
    return not forward.address or is_loopback(forward.address)


def has_other_forwards(journey: Journey, version: Version) -> bool:
    """Return whether the login also forwards what no link of a version needs: its port may be taken without harm."""
    connection = journey.connection
    if not connection:
        return False
    needed = {*journey.remote_forwards}
    needed |= {each for each in connection.local_forwards if each.port in further_ports(journey, version)}
    options = (connection.proxies, connection.meaning("DynamicForward"), connection.meaning("Tunnel"))
    return any(options) or any(forward not in needed for forward in connection.forwards)
