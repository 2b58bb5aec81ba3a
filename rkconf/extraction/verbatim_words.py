"""Why a launch command stays verbatim: the words of it that no field of a specification has."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rkconf.command import Journey, Launch, StartedKernel, remote_shells, representative_shell
from rkconf.command.invocation import START_FLAGS
from rkconf.command.launch import Target
from rkconf.extraction.installation import Installation
from rkconf.extraction.plain_journeys import readings
from rkconf.extraction.spec_error import spec_error
from rkconf.record import replace
from rkconf.rendering import entry as rendered
from rkconf.shell.words import Field
from rkconf.source import Excerpt, Source, Span
from rkconf.spec import Kernel

_MOST_WORDS = 4
"""The number of words that a reason lists."""


def reason(launch: Launch, recognized: Iterable[Kernel], front_end: Installation) -> tuple[str, Span | None]:
    """Return why no fields replace a command, and the place of its first word that has no field, if that is known.

    Args:
        launch: The launch command.
        recognized: The kernels that its fields would make, the nearest one first.
        front_end: The Front End that starts it.
    """
    nearest = next(iter(recognized), None)
    if nearest and (error := spec_error(nearest, front_end)):
        return error, None
    words = _without_field(launch, nearest, front_end)
    if not words:
        return "fields would change its meaning", None
    listed = ", ".join(str(word) for word in words[:_MOST_WORDS])
    more = " and more words" if len(words) > _MOST_WORDS else ""
    return f"no field expresses {listed}{more}", words[0].span


def _without_field(launch: Launch, nearest: Kernel | None, front_end: Installation) -> tuple[Excerpt, ...]:
    """Return the words that the rendered command of the nearest kernel lacks; without one, those of other programs."""
    journey = _journey(launch, front_end)
    if nearest is None:
        return tuple(_other_words(journey))
    text = rendered(nearest, front_end.version, front_end.os).login_script or ""
    known = Counter(
        word.text for word in _words(_journey(replace(launch, command=Source("", text.encode()).excerpt()), front_end))
    )
    lacking = []
    for word in _words(journey):
        known[word.text] -= 1
        if known[word.text] < 0:
            lacking.append(word.raw)
    return tuple(lacking)


def _journey(launch: Launch, front_end: Installation) -> Journey:
    shells = representative_shell(front_end.os), remote_shells("bash")
    return readings(launch, Target(front_end.version, front_end.version, *shells))[0]


def _words(journey: Journey) -> Iterator[Field]:
    """Yield the words of ssh up to the remote command, and those of all programs on the other machine."""
    if journey.launcher and journey.connection:
        yield from journey.launcher.prefixes
        yield from journey.launcher.words[: len(journey.launcher.words) - len(journey.connection.command)]
    for execution in journey.remote.executions if journey.remote else ():
        yield from (*execution.assignments, *execution.words)


def _other_words(journey: Journey) -> Iterator[Excerpt]:
    """Yield the words that belong neither to one login nor to a kernel with the flags of its link."""
    if journey.unfollowed:
        yield journey.unfollowed.raw
    for hop in journey.hops:
        yield from (word.raw for word in (hop.call.invocation.prefixes if hop.call and hop.call.invocation else ()))
        for execution in hop.evaluation.executions:
            yield from (word.raw for word in execution.assignments)
            yield from (execution.words[0].raw for _ in range(execution is not hop.execution))
            yield from (each.operator for each in execution.redirected)
    yield from (connection.program.raw for connection in journey.connections[1:])
    last = journey.hops[-1].execution
    if journey.kernel:
        yield from _arguments(journey.kernel)
    elif last and not journey.unfollowed:
        yield last.words[0].raw


def _arguments(kernel: StartedKernel) -> Iterator[Excerpt]:
    """Yield the arguments of a kernel that belong to no flag of its link."""
    flags = [flag for flag in kernel.link.flags if f"-{flag.name}".lower().startswith(("-link", *START_FLAGS))]
    known = {each.raw.span for flag in flags for each in (flag.argument, flag.value) if each}
    yield from (word.raw for word in kernel.arguments if word.raw.span not in known)
