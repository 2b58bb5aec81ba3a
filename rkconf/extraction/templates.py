"""Make parallel kernels of a specification from the calls that describe them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rkconf.command import Launch
from rkconf.diagnostics import Problem
from rkconf.entries import ParallelCall
from rkconf.entries.default_command import uses_default
from rkconf.extraction import encoding, recognize
from rkconf.extraction.comparison import WORDS, Comparison
from rkconf.extraction.counting import Count, count
from rkconf.extraction.extracted import Extracted
from rkconf.extraction.installation import Installation, nearest
from rkconf.extraction.spec_error import spec_error
from rkconf.record import replace
from rkconf.rendering import machine as rendered
from rkconf.spec import Kernel, Parallel
from rkconf.versions import Version


def equal_groups(calls: Iterable[ParallelCall]) -> Iterator[Sequence[ParallelCall]]:
    """Yield groups of calls; equal calls in a row are one group."""
    for _, group in groupby(calls, key=_identity):
        yield tuple(group)


def _identity(call: ParallelCall) -> object:
    host, command = call.host, call.command
    if host is None or command is None or call.count_node is not None or call.options:
        return id(call)
    return call.head, host.text, command.text


def extract(
    same: Sequence[ParallelCall],
    front_end: Installation,
    existing: Sequence[Kernel | Parallel] = (),
    comparison: Comparison = WORDS,
    default: Launch | None = None,
) -> Extracted:
    """Return the parallel kernels of equal calls; ``default`` is the command of calls that name none.

    If a row of ``existing`` has the same ports, the command is kept verbatim, since the fields would conflict.
    """
    call = same[0]
    takes_default = default is not None and uses_default(call)
    launch = default if takes_default else call.launch
    texts = [argument.span for each in same for argument in each.arguments]
    counts = [count(each) for each in same]
    number = sum(each.number for each in counts)
    reason = _obstacle(call, takes_default=takes_default) or (None if number else "the number of kernels is 0")
    unreadable = tuple(encoding.unreadable(call.source, texts))
    if reason or unreadable or call.host is None or launch is None:
        return Extracted(left_out=unreadable or (Problem("not-understood", call.span, reason or ""),))
    candidates = _candidates(call.host.text, launch, number, front_end, comparison)
    row = _first_valid(candidates, front_end, existing)
    if isinstance(row, str):
        return Extracted(
            left_out=(Problem("impossible-specification", call.span, f"this cannot be part of a specification: {row}"),)
        )
    doubts = (*_doubts(same, counts, number), *(_default_taken(each) for each in same if takes_default))
    return Extracted(row, tuple(_left_out(same)), (*doubts, *encoding.guessed(call.source, texts)))


def _doubts(same: Sequence[ParallelCall], counts: Sequence[Count], number: int) -> Iterator[Problem]:
    for call, counted in zip(same, counts, strict=True):
        if counted.doubt:
            message = f"count = {number} is a guess: {counted.doubt}"
            yield Problem("not-understood", call.span, message)


def _default_taken(call: ParallelCall) -> Problem:
    message = "it names no launch command, so the default one ($RemoteCommand) is written out"
    return Problem("not-understood", call.span, message)


def _obstacle(call: ParallelCall, *, takes_default: bool) -> str | None:
    """Return why a call cannot be a row, independent of its command."""
    if call.is_assignment:
        return "$RemoteCommand is the default for all machines, not a machine"
    if call.host is None:
        return "the host is computed"
    if call.command is None and not takes_default:
        return _without_command(call)
    if call.in_foreground:
        return "the command stays while the kernel runs (LinkLaunch); a specification has no such kernels"
    return None


def _without_command(call: ParallelCall) -> str:
    """Return why a call without a text as its launch command cannot be a row, and the next step."""
    if call.command_node:
        return "the launch command is computed; write it as a string"
    return "it names no launch command, and the default one ($RemoteCommand) is unknown; write one as second argument"


def _left_out(same: Sequence[ParallelCall]) -> Iterator[Problem]:
    """Yield a problem for each argument that is not in the row."""
    for call in same:
        for setting in call.settings[:1]:
            text = call.source.decode(setting.span.to(call.settings[-1].span))
            yield Problem(
                "not-understood",
                setting.span,
                f"the settings of the dialog, {text}; a specification has no field for them",
            )
        for option in call.options:
            text = call.source.decode(option.key.span)
            yield Problem("not-understood", option.span, f"the option {text}; a specification has no field for it")


def _first_valid(
    candidates: Iterable[Parallel], front_end: Installation, existing: Sequence[Kernel | Parallel]
) -> Parallel | str:
    """Return the first valid candidate, or else the error in the last one."""
    reason = ""
    for group in candidates:
        found = spec_error(group, front_end, existing)
        if found is None:
            return group
        reason = found
    return reason


def _candidates(
    host: str, launch: Launch, number: int, front_end: Installation, comparison: Comparison
) -> Iterator[Parallel]:
    for recognized in _recognized(host, launch, front_end, comparison):
        if is_equivalent(recognized, launch, front_end, comparison):
            yield replace(recognized, count=number)
    yield Parallel(host=host, command=launch.command.text if launch.command else None, count=number)


def _recognized(host: str, launch: Launch, front_end: Installation, comparison: Comparison) -> Iterator[Parallel]:
    """Yield the recognized fields; the flags may show that the kernels have another version."""
    for tidy in dict.fromkeys((comparison.is_tidy, False)):
        recognized = recognize.template(host, launch, front_end, tidy=tidy)
        yield from _for_flags(recognized, front_end) if recognized else ()


def _for_flags(recognized: Parallel, front_end: Installation) -> Iterator[Parallel]:
    """Yield the parallel kernels, then with each version whose kernels have another flag."""
    yield recognized
    others = {_flags(each): each.name for each in reversed(nearest(front_end.version))}
    own = _flags(front_end.version)
    yield from (replace(recognized, kernel_version=each) for flags, each in others.items() if flags != own)


def _flags(version: Version) -> tuple[str, bool]:
    """Return the flag that starts a kernel, and whether parallel kernels have one more."""
    return version.start_flags[0], version.subkernel_flag


def is_equivalent(group: Parallel, launch: Launch, front_end: Installation, comparison: Comparison = WORDS) -> bool:
    """Return whether the rendered group and a template are the same for a comparison."""
    if spec_error(group, front_end):
        return False  # rendering requires a valid row
    return comparison.commands(launch, rendered(group, front_end.version).command, front_end)
