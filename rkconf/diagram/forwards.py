"""The ``-R`` and ``-L`` of every login on the path, and which of them carry a link."""

from collections.abc import Iterable, Iterator

from rkconf.command import Connection, Journey, LinkPort
from rkconf.command import Forward as Given
from rkconf.command.paths import call_of
from rkconf.diagram.network import Link, Port, PortForward, Side
from rkconf.link import is_loopback
from rkconf.source import Excerpt


class Forwards:
    """The forwards of each login; a channel may need one for every login between its ends."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._logins = tuple(
            {given: self._forward(given, login) for each in connections for given in each.forwards}
            for login, connections in enumerate(_carriers(journey))
        )

    def _forward(self, given: Given, login: int) -> PortForward:
        listen, target = (_end(self._journey, end) for end in (given.listen_port, given.target_port))
        host = "" if is_loopback(given.host) or target.number is None else given.host
        return PortForward(Side.HERE if given.letter == "R" else Side.THERE, listen, target, host, login)

    def into(self, port: LinkPort) -> tuple[PortForward, ...]:
        """Return the forwards that carry a call from the kernel's machine to the Front End's machine."""
        path: list[PortForward] = []
        for by_given in reversed(self._logins):
            back = (given for given in by_given if given.letter == "R" and self._port(given.listen_port) == port)
            given = next(back, None)
            if given is None:
                break
            path.insert(0, by_given[given])
            if path[0].host:
                break
            port = self._port(given.target_port)
        return tuple(path)

    def out_to(self, port: Port) -> tuple[PortForward, ...]:
        """Return the forwards that carry a call to a port on the kernel's machine."""
        path: list[PortForward] = []
        for by_given in reversed(self._logins):
            outgoing = (each for each in by_given.values() if each.listener is Side.THERE and not (path and each.host))
            found = next((each for each in outgoing if each.target == port and port.number is not None), None)
            if found is None:
                break
            path.insert(0, found)
            port = found.listen
        return tuple(path)

    def unused(self, links: Iterable[Link]) -> tuple[PortForward, ...]:
        """Return the forwards that carry none of the links."""
        used = {forward for link in links for channel in link.channels for forward in channel.forwards}
        every = (forward for by_given in self._logins for forward in by_given.values())
        return tuple(forward for forward in dict.fromkeys(every) if forward not in used)

    def _port(self, digits: Excerpt) -> LinkPort:
        return self._journey.port(digits)


def _carriers(journey: Journey) -> Iterator[tuple[Connection, ...]]:
    """Yield for each login its connection, after earlier ones to the same machine that stay open."""
    for login, connection in enumerate(journey.connections):
        earlier = (each for each in _open_before(journey, login) if each.host == connection.host)
        yield (*earlier, connection)


def _open_before(journey: Journey, machine: int) -> Iterator[Connection]:
    for hop in journey.hops:
        for execution in hop.evaluation.executions:
            if execution is hop.execution:
                break
            call = call_of(execution)
            if call and call.connection and call.machine == machine and call.stays_open(execution):
                yield call.connection


def _end(journey: Journey, end: Excerpt) -> Port:
    """Return the port at an end of a forward."""
    return shown(journey, journey.port(end))


def shown(journey: Journey, port: LinkPort) -> Port:
    """Return a port, without a number if it comes from a link name that was not given."""
    is_example = port.is_dynamic and journey.launch.link_placeholder not in journey.launch.values
    return Port(None if is_example else port.number)
