"""Find kernels of an input that use the same ports of the Front End's machine."""

from collections.abc import Iterable, Iterator, Sequence

from rkconf.command.used_ports import UsedPorts, used_ports
from rkconf.conversion.changes import Loss
from rkconf.conversion.findings import Findings
from rkconf.inputs import Input
from rkconf.link.ports import next_free
from rkconf.record import record
from rkconf.source import Span
from rkconf.versions import Version


@record
class NamedPorts:
    """The ports of one launch, the name of its kernel, and where the ports are named."""

    name: str | None
    ports: UsedPorts
    span: Span


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
            yield Loss(used[at].span, message, _advice(used, used[at], advised, new))


def _advice(every: Sequence[NamedPorts], own: NamedPorts, advised: set[int], version: Version) -> str:
    """Suggest two ports for the main link that no kernel uses and that were not suggested before."""
    taken = {port for each in every if each is not own for port in each.ports.every}
    taken.update(version.server_ports.values())
    free = next_free(max(2, len(own.ports.link) + len(own.ports.additional)), own.ports.link, taken | advised)
    advised.update(free)
    return f"next free: {free[0]} and {free[1]}" if free else "remove one of the two kernels: no port is free"


def _clashes(used: Iterable[NamedPorts]) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the positions of two launches that share a port, and the port; the first one is its first user."""
    taken: dict[int, int] = {}
    for at, own in enumerate(used):
        for port in own.ports.every:
            first = taken.setdefault(port, at)
            if first != at:
                yield (first, at), port


def _used_ports(findings: Findings, checked: Input, version: Version) -> Iterator[NamedPorts]:
    """Yield the ports of each launch, for the representative shell of the conversion."""
    for each in findings.launches(checked):
        launch = each.launch
        journey = findings.followed.representative(launch, findings.target(version))
        flag = launch.listening.flag("LinkName") if launch.listening else None
        place = launch.command or launch.mlopen
        span = flag.span if flag else place.span if place else Span(0, 0)
        yield NamedPorts(each.name, used_ports(journey), span)
