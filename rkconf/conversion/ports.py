"""Which kernels of an input want the same ports of the Front End's machine."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rkconf.command import Journey, Target, journeys, os_of, remote_shells, representative_shell
from rkconf.conversion.changes import Loss
from rkconf.inputs import Input
from rkconf.link.ports import next_free
from rkconf.source import Span
from rkconf.versions import Version


@dataclass(frozen=True, slots=True)
class Wanted:
    """The ports that one launch opens on the Front End's machine, and where it says so."""

    name: str | None
    link: tuple[int, ...]
    """Those of the main link, which the Front End opens."""
    further: tuple[int, ...]
    """Those of the links that the kernel opens, behind them."""
    others: tuple[int, ...]
    """What else ssh opens beside them."""
    span: Span

    @property
    def ports(self) -> tuple[int, ...]:
        """All of them."""
        return (*self.link, *self.further, *self.others)


def in_use_twice(before: Input, after: Input, version: Version, os: str | None) -> Iterator[Loss]:
    """Tell which launches share ports after a conversion to ``version`` and did not before; places are those of after.

    Kernels that share ports anyway are not meant to run together.
    """
    settled = {pair for pair, _ in _clashes(_wanted(before, version, os))}
    wanted = tuple(_wanted(after, version, os))
    advised: set[int] = set()
    for (first, at), port in _clashes(wanted):
        if (first, at) not in settled:
            settled |= {(other, at) for other in range(at)}
            holder = wanted[first].name or "another kernel"
            message = f"version {version} needs port {port} too, which {holder} has"
            yield Loss(wanted[at].span, message, _advice(wanted, wanted[at], advised))


def _advice(every: Sequence[Wanted], own: Wanted, advised: set[int]) -> str:
    """Name two ports for the main link, as for a row of a specification; those advised before are not free any more."""
    taken = {port for each in every if each is not own for port in each.ports}
    free = next_free(max(2, len(own.link) + len(own.further)), own.link, taken | advised)
    advised.update(free)
    return f"next free: {free[0]} and {free[1]}" if free else "take one of the two kernels away: all ports are taken"


def _clashes(wanted: Iterable[Wanted]) -> Iterator[tuple[tuple[int, int], int]]:
    """Yield the positions of two launches and a port that they share; the first that has it stands for all."""
    taken: dict[int, int] = {}
    for at, own in enumerate(wanted):
        for port in own.ports:
            first = taken.setdefault(port, at)
            if first != at:
                yield (first, at), port


def _wanted(checked: Input, version: Version, os: str | None) -> Iterator[Wanted]:
    """Yield the ports of each launch; a shell stands for all, as in the conversion itself."""
    for name, launch in checked.launches:
        local = representative_shell(os_of(launch, os, version))
        journey = journeys(launch, Target(version, version, local, remote_shells("bash")))[0]
        flag = launch.listening.flag("LinkName") if launch.listening else None
        place = launch.command or launch.mlopen
        span = flag.span if flag else place.span if place else Span(0, 0)
        link = launch.listening.name.ports if launch.listening and launch.listening.name else ()
        further = tuple(dict.fromkeys(forward.port for forward in journey.local_forwards))
        others = tuple(port for port in _forwarded(journey) if port not in further)
        yield Wanted(name, link, further, others, span)


def _forwarded(journey: Journey) -> Iterator[int]:
    """Yield the ports that ssh opens on the Front End's machine."""
    forwards = journey.connection.forwards if journey.connection else ()
    return (forward.port for forward in forwards if forward.letter == "L")
