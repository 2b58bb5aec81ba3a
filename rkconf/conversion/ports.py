"""Which kernels of an input want the same ports of the Front End's machine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rkconf.command import Journey, Target, journeys, remote_shells, shell_of, system_of
from rkconf.conversion.changes import Loss
from rkconf.inputs import Input
from rkconf.link.name import HIGHEST
from rkconf.source import Span
from rkconf.versions import Version


@dataclass(frozen=True, slots=True)
class Wanted:
    """The ports that one launch opens on the Front End's machine, and where it says so."""

    name: str | None
    ports: tuple[int, ...]
    span: Span


def in_use_twice(before: Input, after: Input, version: Version, os: str | None) -> Iterator[Loss]:
    """Tell which launches share ports after a conversion to ``version`` and did not before; places are those of after.

    Kernels that share ports anyway are not meant to run together.
    """
    settled = {pair for pair, _ in _clashes(_wanted(before, version, os))}
    wanted = tuple(_wanted(after, version, os))
    for (first, at), port in _clashes(wanted):
        if (first, at) not in settled:
            settled |= {(other, at) for other in range(at)}
            yield _loss(port, wanted[: at + 1], wanted[first].name, version)


def _loss(port: int, taken: tuple[Wanted, ...], other: str | None, version: Version) -> Loss:
    """Return what there is to say about the last of ``taken``."""
    low = max(port for each in taken for port in each.ports) + 1
    advice = f"next free: {low} and {low + 1}" if low < HIGHEST else "give one of them smaller ports"
    return Loss(taken[-1].span, f"version {version} needs port {port} too, which {other} has", advice)


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
        local = shell_of(system_of(launch, os, version))
        journey = journeys(launch, Target(version, version, local, remote_shells("bash")))[0]
        flag = launch.listening.flag("LinkName") if launch.listening else None
        place = launch.command or launch.mlopen
        span = flag.span if flag else place.span if place else Span(0, 0)
        yield Wanted(name, tuple(_opened(journey)), span)


def _opened(journey: Journey) -> Iterator[int]:
    """Yield the ports that the Front End opens, and those that ssh opens beside it."""
    listening = journey.launch.listening
    yield from listening.name.ports if listening and listening.name else ()
    forwards = journey.connection.forwards if journey.connection else ()
    yield from (forward.port for forward in forwards if forward.letter == "L")
