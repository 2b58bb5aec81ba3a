"""From the calls that describe parallel kernels to those of a specification."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rkconf.command import Launch
from rkconf.diagnostics import Problem
from rkconf.entries import ParallelCall
from rkconf.extraction import understanding
from rkconf.extraction.faults import fault
from rkconf.extraction.installation import Installation
from rkconf.extraction.surroundings import repetition
from rkconf.rendering import machine as rendered
from rkconf.spec import Parallel
from rkconf.versions import known


def extract(calls: Sequence[ParallelCall], front_end: Installation) -> Iterator[Parallel | Problem]:
    """Yield the parallel kernels; the same call several times over is one with a count."""
    for _, group in groupby(calls, key=_identity):
        same = tuple(group)
        yield _extract(same[0], sum(_count(call) for call in same), front_end)


def _count(call: ParallelCall) -> int:
    repeated = repetition(call)
    return (call.count or 1) * (repeated.count if repeated else 1)


def _identity(call: ParallelCall) -> object:
    host, command = call.host, call.command
    if host is None or command is None or call.count is not None:
        return id(call)
    return call.head, host.text, command.text


def _extract(call: ParallelCall, count: int, front_end: Installation) -> Parallel | Problem:
    if call.is_assignment:
        return Problem("not-understood", call.span, "$RemoteCommand is a default for all machines, not a machine")
    if call.host is None:
        return Problem("not-understood", call.span, "the machine is computed")
    if call.launch is None:
        return Problem("not-understood", call.span, "the launch command is computed, or the default one")
    reason: str | None = None
    for group in _candidates(call.host.text, call.launch, count, front_end):
        reason = fault(group, front_end)
        if reason is None:
            return group
    return Problem("impossible-specification", call.span, f"this cannot be said: {reason}")


def _candidates(host: str, launch: Launch, count: int, front_end: Installation) -> Iterator[Parallel]:
    for understood in _understood(host, launch, front_end):
        if says_the_same(understood, launch, front_end):
            yield understood.model_copy(update={"count": count})
    yield Parallel(host=host, command=launch.command.text if launch.command else None, count=count)


def _understood(host: str, launch: Launch, front_end: Installation) -> Iterator[Parallel]:
    """Yield what the fields say; the kernels may be of another version, which its flags tell."""
    understood = understanding.template(host, launch, front_end)
    if understood:
        yield understood
        others = (each for each in reversed(known()) if each.subkernel_flag != front_end.version.subkernel_flag)
        yield from (understood.model_copy(update={"kernel_version": each.name}) for each in others)


def says_the_same(group: Parallel, launch: Launch, front_end: Installation) -> bool:
    """Say whether rendering the group gives the same words, after both shells, as a template."""
    text = rendered(group, front_end.version).command
    return fault(group, front_end) is None and understanding.same_words(launch, text, front_end)
