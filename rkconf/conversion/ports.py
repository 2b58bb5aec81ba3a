"""Find kernels of an input that use the same ports of the Front End's machine."""

from collections.abc import Iterable, Iterator, Sequence

from rkconf.command import Journey
from rkconf.conversion.changes import Loss
from rkconf.conversion.findings import Findings
from rkconf.inputs import Input
from rkconf.link.ports import next_free
from rkconf.record import record
from rkconf.source import Span
from rkconf.versions import Version


@record
class UsedPorts:
    """The ports that one launch opens on the Front End's machine, and where they are named."""

    name: str | None
    link: tuple[int, ...]
    """The ports of the main link, which the Front End opens."""
    additional: tuple[int, ...]
    """The ports of the links that the kernel opens."""
    others: tuple[int, ...]
    """Other ports that ssh opens."""
    span: Span

    @property
    def ports(self) -> tuple[int, ...]:
        """All ports."""
        return (*self.link, *self.additional, *self.others)


def in_use_twice(findings: Findings, after: Input, old: Version, new: Version) -> Iterator[Loss]:
    """Yield a loss for each launch that shares a port only after the conversion; spans are those of ``after``.

    Kernels that share ports before it are not meant to run together.
    """
    known = {pair for pair, _ in _clashes(_used_ports(findings, findings.checked, old))}
    used = tuple(_used_ports(findings, after, new))
    advised: set[int] = set()
    for (first, at), port in _clashes(used):
        if (first, at) not in known:
            known |= {(other, at) for other in range(at)}
            holder = used[first].name or "another kernel"
            message = f"version {new} needs port {port} too, which {holder} uses"
            yield Loss(used[at].span, message, _advice(used, used[at], advised))


def _advice(every: Sequence[UsedPorts], own: UsedPorts, advised: set[int]) -> str:
    """Suggest two ports for the main link that no kernel uses and that were not suggested before."""
    taken = {port for each in every if each is not own for port in each.ports}
    free = next_free(max(2, len(own.link) + len(own.additional)), own.link, taken | advised)
    advised.update(free)
    return f"next free: {free[0]} and {free[1]}" if free else "remove one of the two kernels: no port is free"


def _clashes(used: Iterable[UsedPorts]) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the positions of two launches that share a port, and the port; the first one is its first user."""
    taken: dict[int, int] = {}
    for at, own in enumerate(used):
        for port in own.ports:
            first = taken.setdefault(port, at)
            if first != at:
                yield (first, at), port


def _used_ports(findings: Findings, checked: Input, version: Version) -> Iterator[UsedPorts]:
    """Yield the ports of each launch, for the representative shell of the conversion."""
    for each in checked.launches:
        launch = each.launch
        journey = findings.followed.representative(launch, findings.target(version))
        flag = launch.listening.flag("LinkName") if launch.listening else None
        place = launch.command or launch.mlopen
        span = flag.span if flag else place.span if place else Span(0, 0)
        link = launch.listening.name.ports if launch.listening and launch.listening.name else ()
        additional = tuple(dict.fromkeys(forward.port for forward in journey.local_forwards))
        others = tuple(port for port in _forwarded(journey) if port not in additional)
        yield UsedPorts(each.name, link, additional, others, span)


def _forwarded(journey: Journey) -> Iterator[int]:
    """Yield the ports that ssh opens on the Front End's machine."""
    forwards = journey.connection.forwards if journey.connection else ()
    return (forward.port for forward in forwards if forward.letter == "L")
