"""Derive the network of a launch command from its traces."""

from collections.abc import Iterator, Sequence
from types import MappingProxyType

from rkconf.command import SSH_PORT, Connection, Journey, LaunchKind, Outcome, jump_hosts, proxy_command
from rkconf.diagnostics import alternatives, enumeration
from rkconf.diagram.forwards import Forwards, shown
from rkconf.diagram.network import (
    CALLER,
    FRONT_END,
    MASTER,
    Channel,
    Example,
    JumpServer,
    Link,
    Login,
    Network,
    NetworkMachine,
    Picture,
    Port,
    Side,
)
from rkconf.link import is_loopback
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.shell.words import UNKNOWN
from rkconf.source import Spans
from rkconf.tracing import Trace
from rkconf.versions import LinkFact, Version

_HERE = MappingProxyType(
    {
        LaunchKind.CONTROLLER: NetworkMachine(FRONT_END, "Front End"),
        LaunchKind.PARALLEL: NetworkMachine(MASTER, "master"),
        LaunchKind.SCRIPT: NetworkMachine(CALLER, "caller"),
    }
)
_VERBS = MappingProxyType(
    {Outcome.RUNS: "it should run", Outcome.FAILS: "it fails", Outcome.UNKNOWN: "the result is unknown"},
)
# The first port of a link name is the data port [inf]: examples of `dataport` and `linkname` begin alike.
_PURPOSES = ("data", "urgent messages")


def pictures(traces: Sequence[Trace], title: str) -> tuple[Picture, ...]:
    """Return one picture for each network; shells that read a command differently may share one."""
    ends_alike = len({(trace.outcome, trace.why) for trace in traces}) == 1
    endings: dict[Network | None, list[str]] = {}
    for trace in traces:
        found = network(trace.journey, trace.version) if trace.journey else None
        endings.setdefault(found, []).append(_ending(trace, in_all_shells=ends_alike))
    drawn = sorted(endings, key=lambda each: each is None)
    return tuple(Picture(title, each, tuple(dict.fromkeys(endings[each]))) for each in drawn)


def _ending(trace: Trace, *, in_all_shells: bool) -> str:
    verdict = f"{_VERBS[trace.outcome]}: {trace.why}."
    journey = trace.journey
    shells = (("local shell", journey.local_shells), ("login shell", journey.remote_shells)) if journey else ()
    readers = enumeration(f"the {role} is {alternatives(names)}" for role, names in shells if names)
    return f"{verdict[0].upper()}{verdict[1:]}" if in_all_shells or not readers else f"If {readers}, {verdict}"


def network(journey: Journey, version: Version) -> Network | None:
    """Return the network of one journey; None if the command has no visible connection to another machine."""
    connection = journey.connection
    if connection is None or not connection.host:
        return None
    forwards = Forwards(journey)
    links = tuple(_links(journey, version, forwards))
    *between, last = (_host(journey, each) for each in journey.connections)
    return Network(
        (_HERE[journey.launch.kind], *map(NetworkMachine, between), NetworkMachine(last, "kernel")),
        tuple(map(_login, journey.connections)),
        links,
        forwards.unused(links),
        tuple(dict.fromkeys(_examples(journey))),
        () if journey.launch.is_parallel else _untunnelled(links, version),
    )


def _host(journey: Journey, connection: Connection) -> str:
    """Return the name of a machine; a name with unknown pieces is shown as written."""
    where = connection.destination
    return journey.source_text(where.raw) if where and UNKNOWN in connection.host else connection.host


def _examples(journey: Journey) -> Iterator[Example]:
    """Yield the placeholders of machines and users without a given value.

    The placeholder of the link is not among them: its ports are shown as chosen at each launch.
    """
    launch = journey.launch
    shown = [option.value for each in journey.connections for option in each.options if option.value]
    shown += [each.destination.value for each in journey.connections if each.destination]
    spans = Spans(item.raw.span for item in journey.filled.placeholders)
    sources = {spans.around(place) for value in shown for place in value.origins()}
    for item in journey.filled.placeholders:
        is_example = item.value is not None and item.name not in {*launch.values, launch.link_placeholder}
        if is_example and item.raw.span in sources:
            yield Example(item.name, item.value or "")


def _login(connection: Connection) -> Login:
    port = connection.port if connection.port is not None or connection.launcher == "rsh" else SSH_PORT
    between = tuple(JumpServer(each.host, Port(each.port or SSH_PORT)) for each in jump_hosts(connection))
    proxy = proxy_command(connection)
    return Login(connection.launcher, connection.user, Port(port), between, proxy, connection.is_here)


def _links(journey: Journey, version: Version, forwards: Forwards) -> Iterator[Link]:
    """Yield the links of the version; parallel kernels only have the first one."""
    if not journey.starts_kernel:
        return
    fact, *others = version.links
    main = Link(fact.name, tuple(_main(journey, fact, forwards)))
    yield main
    if not journey.launch.is_parallel:
        numbers = _kernel_ports(journey, version, forwards)
        for each in others:
            if each.listener == "kernel" or not _is_tunnelled(main):
                yield Link(each.name, tuple(_further(each, numbers, forwards)))


def _is_tunnelled(link: Link) -> bool:
    return any(channel.forwards for channel in link.channels)


def _untunnelled(links: Sequence[Link], version: Version) -> tuple[str, ...]:
    """Return the names of the links that no tunnel carries, for a main link in a tunnel.

    They are on ports that the Front End chooses, and not known to come up beside the tunnel.
    """
    return version.random_links if links and _is_tunnelled(links[0]) else ()


def _further(fact: LinkFact, numbers: Iterator[int], forwards: Forwards) -> Iterator[Channel]:
    """Yield the channels of an additional link: nobody can choose the ports that the Front End opens for it."""
    for purpose in _PURPOSES[: fact.channels]:
        if fact.listener == "kernel":
            port = Port(next(numbers, None))
            yield Channel(purpose, Side.THERE, port, forwards.out_to(port))
        else:
            yield Channel(purpose, Side.HERE, Port())


def _main(journey: Journey, fact: LinkFact, forwards: Forwards) -> Iterator[Channel]:
    """Yield the channels of the main link, whose ports the Front End or the master kernel opens."""
    fixed = [port.number for port in journey.listening_ports if not port.is_dynamic]
    for index, purpose in enumerate(_PURPOSES[: fact.channels]):
        call = journey.called_ports[index] if index < len(journey.called_ports) else None
        carried_by = forwards.into(call) if call else ()
        # If only one side names its ports, the other is assumed to have the same.
        named = journey.listening_ports if fixed or call is None else journey.called_ports
        port = carried_by[0].target if carried_by else shown(journey, named[index]) if index < len(named) else Port()
        has_listener = not fixed or port.number in {None, *fixed}
        yield Channel(
            purpose, Side.HERE, port, carried_by, has_listener, not carried_by and _calls_itself(journey, index)
        )


def _calls_itself(journey: Journey, index: int) -> bool:
    """Return whether the kernel calls its own machine, as far as the text shows."""
    link = journey.kernel.link if journey.kernel else None
    hosts = link.name.hosts if link and link.name else ()
    host = (hosts[index] if index < len(hosts) else None) or (link.host if link else None)
    return host is not None and is_loopback(host) and journey.is_remote


def _kernel_ports(journey: Journey, version: Version, forwards: Forwards) -> Iterator[int]:
    """Yield the ports that the init file of the kernel opens: those after the larger port of the main link.

    Without that file, or for a link that is not at 127.0.0.1, the kernel chooses the ports. If no forward carries such
    a port, the init file is assumed to be a different one.
    """
    called, kernel = journey.called_link, journey.kernel
    if not kernel or not kernel.link.flag("initfile") or not called or set(called.hosts) != {LOOPBACK_ADDRESS}:
        return
    first = max(called.ports) + 1
    numbers = range(first, first + version.kernel_channels)
    if any(forwards.out_to(Port(number)) for number in numbers):
        yield from numbers
