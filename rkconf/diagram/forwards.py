"""The ``-R`` and ``-L`` of every login on the way, and which of them carry a link."""

from collections.abc import Iterable, Iterator

from rkconf.command import Connection, Journey, LinkPort
from rkconf.command import Forward as Given
from rkconf.command.paths import call_of
from rkconf.diagram.network import Forward, Link, Port, Side
from rkconf.link import is_loopback
from rkconf.source import Excerpt


class Forwards:
    """The forwards of each login; a channel may need one of every login between its ends."""

    def __init__(self, journey: Journey) -> None:
        self._journey = journey
        self._logins = tuple(
            {given: self._forward(given, login) for each in connections for given in each.forwards}
            for login, connections in enumerate(_carriers(journey))
        )

    def _forward(self, given: Given, login: int) -> Forward:
        entrance, exit_ = (_end(self._journey, end) for end in (given.listen_port, given.target_port))
        host = "" if is_loopback(given.host) or exit_.number is None else given.host
        return Forward(Side.HERE if given.letter == "R" else Side.THERE, entrance, exit_, host, login)

    def into(self, port: LinkPort) -> tuple[Forward, ...]:
        """Return the forwards that carry a call of a port on the kernel's machine towards the Front End's."""
        ways: list[Forward] = []
        for by_given in reversed(self._logins):
            back = (given for given in by_given if given.letter == "R" and self._port(given.listen_port) == port)
            given = next(back, None)
            if given is None:
                break
            ways.insert(0, by_given[given])
            if ways[0].host:
                break
            port = self._port(given.target_port)
        return tuple(ways)

    def out_to(self, port: Port) -> tuple[Forward, ...]:
        """Return the forwards that carry a call to a port of the kernel's machine."""
        ways: list[Forward] = []
        for by_given in reversed(self._logins):
            out = (way for way in by_given.values() if way.listener is Side.THERE and not (ways and way.host))
            way = next((way for way in out if way.exit == port and port.number is not None), None)
            if way is None:
                break
            ways.insert(0, way)
            port = way.entrance
        return tuple(ways)

    def left(self, links: Iterable[Link]) -> tuple[Forward, ...]:
        """Return the forwards that carry none of the links."""
        used = {way for link in links for channel in link.channels for way in channel.forwards}
        every = (way for by_given in self._logins for way in by_given.values())
        return tuple(way for way in dict.fromkeys(every) if way not in used)

    def _port(self, digits: Excerpt) -> LinkPort:
        return self._journey.port(digits)


def _carriers(journey: Journey) -> Iterator[tuple[Connection, ...]]:
    """Yield for each login its client, and those that were opened before to the same machine and stay open."""
    for login, connection in enumerate(journey.connections):
        before = (each for each in _open_before(journey, login) if each.host == connection.host)
        yield (*before, connection)


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
    """Return a port; without a number where it comes out of a link name that nobody gave."""
    is_example = port.is_dynamic and journey.launch.link_placeholder not in journey.launch.values
    return Port(None if is_example else port.number)
