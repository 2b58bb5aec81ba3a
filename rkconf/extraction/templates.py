"""From the calls that describe parallel kernels to those of a specification."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rkconf.command import Launch
from rkconf.diagnostics import Problem
from rkconf.entries import ParallelCall
from rkconf.extraction import encoding, recognize
from rkconf.extraction.counting import Count, count
from rkconf.extraction.extracted import Extracted
from rkconf.extraction.installation import Installation
from rkconf.extraction.spec_error import spec_error
from rkconf.rendering import machine as rendered
from rkconf.spec import Kernel, Parallel
from rkconf.versions import known


def alike(calls: Iterable[ParallelCall]) -> Iterator[Sequence[ParallelCall]]:
    """Yield the calls; the same one several times over is one with a count."""
    for _, group in groupby(calls, key=_identity):
        yield tuple(group)


def _identity(call: ParallelCall) -> object:
    host, command = call.host, call.command
    if host is None or command is None or call.count_node is not None or call.options:
        return id(call)
    return call.head, host.text, command.text


def extract(
    same: Sequence[ParallelCall], front_end: Installation, existing: Sequence[Kernel | Parallel] = ()
) -> Extracted:
    """Return what came of calls that are alike.

    Where a row of ``beside`` has the same ports, their own words are kept: in fields they would contradict each other.
    """
    call = same[0]
    texts = [argument.span for each in same for argument in each.arguments]
    counts = [count(each) for each in same]
    number = sum(each.number for each in counts)
    reason = _unsayable(call) or (None if number else "no kernel is started here: its number is 0")
    unreadable = tuple(encoding.unreadable(call.source, texts))
    if reason or unreadable or call.host is None or call.launch is None:
        return Extracted(left_out=unreadable or (Problem("not-understood", call.span, reason or ""),))
    row = _first_that_works(_candidates(call.host.text, call.launch, number, front_end), front_end, existing)
    if isinstance(row, str):
        return Extracted(left_out=(Problem("impossible-specification", call.span, f"this cannot be said: {row}"),))
    doubts = _doubts(same, counts, number)
    return Extracted(row, tuple(_without_field(same)), (*doubts, *encoding.guessed(call.source, texts)))


def _doubts(same: Sequence[ParallelCall], counts: Sequence[Count], number: int) -> Iterator[Problem]:
    for call, its in zip(same, counts, strict=True):
        if its.doubt:
            message = f"count = {number} is a guess: {its.doubt}"
            yield Problem("not-understood", call.span, message)


def _unsayable(call: ParallelCall) -> str | None:
    """Return why a call is no row, whatever its command is."""
    if call.is_assignment:
        return "$RemoteCommand is a default for all machines, not a machine"
    if call.host is None:
        return "the machine is computed"
    if call.launch is None:
        return "the launch command is computed, or the default one"
    if call.in_foreground:
        return "its command stays (LinkLaunch): a specification has no kernel like that"
    return None


def _without_field(same: Sequence[ParallelCall]) -> Iterator[Problem]:
    """Yield what of calls no field says."""
    for call in same:
        for setting in call.settings[:1]:
            text = call.source.decode(setting.span.to(call.settings[-1].span))
            yield Problem("not-understood", setting.span, f"the settings of the dialog, {text}: no field says them")
        for option in call.options:
            text = call.source.decode(option.key.span)
            yield Problem("not-understood", option.span, f"the option {text}: no field says it")


def _first_that_works(
    candidates: Iterable[Parallel], front_end: Installation, existing: Sequence[Kernel | Parallel]
) -> Parallel | str:
    """Return the best row that a specification can hold, or else why there is none."""
    reason = ""
    for group in candidates:
        found = spec_error(group, front_end, existing)
        if found is None:
            return group
        reason = found
    return reason


def _candidates(host: str, launch: Launch, number: int, front_end: Installation) -> Iterator[Parallel]:
    for understood in _understood(host, launch, front_end):
        if says_the_same(understood, launch, front_end):
            yield understood.model_copy(update={"count": number})
    yield Parallel(host=host, command=launch.command.text if launch.command else None, count=number)


def _understood(host: str, launch: Launch, front_end: Installation) -> Iterator[Parallel]:
    """Yield what the fields say; the kernels may be of another version, which its flags tell."""
    understood = recognize.template(host, launch, front_end)
    if understood:
        yield understood
        others = (each for each in reversed(known()) if each.subkernel_flag != front_end.version.subkernel_flag)
        yield from (understood.model_copy(update={"kernel_version": each.name}) for each in others)


def says_the_same(group: Parallel, launch: Launch, front_end: Installation) -> bool:
    """Say whether rendering the group gives the same words, after both shells, as a template."""
    text = rendered(group, front_end.version).command
    return spec_error(group, front_end) is None and recognize.same_words(launch, text, front_end)
