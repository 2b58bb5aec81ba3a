"""Read a command as a plain journey: a login and a kernel with literal words, as a specification describes them."""

from rkconf.command import Journey, Launch, Target, journeys, remote_shells, representative_shell
from rkconf.command.lifetime import returns_early
from rkconf.extraction.installation import Installation
from rkconf.record import replace
from rkconf.rendering.parallel import TAKE_APART
from rkconf.source import Source

EXAMPLE_ADDRESS = "192.0.2.77"
"""The Front End's address: one reserved for documentation, so that no literal address equals it."""
EXAMPLE_USER = "somebody.or.other"
"""The user in the slot of a template: a name that does not exist, for the same reason."""
HARMLESS = frozenset({"exec", "command"})
"""The programs before the launcher or the kernel that change nothing of what arrives."""


def plain_journey(launch: Launch, front_end: Installation, harmless: frozenset[str] = frozenset()) -> Journey | None:
    """Return the journey of a command whose words are all literal; None for any other.

    It uses one pair of shells; differences between shells are the task of `rkconf lint`. ``harmless`` are the programs
    that may run the launcher or the kernel, such as ``exec``.
    """
    found = readings(launch, plain_target(front_end))
    return found[0] if len(found) == 1 and not found[0].problems and is_plain(found[0], harmless) else None


def plain_target(front_end: Installation) -> Target:
    """Return the target with one pair of shells for which plain journeys are read."""
    return Target(front_end.version, front_end.version, representative_shell(front_end.os), remote_shells("bash"))


def readings(launch: Launch, judged_for: Target) -> tuple[Journey, ...]:
    """Return the journeys of a command, with an example value for each placeholder that no specification contains."""
    values = {**({"3": EXAMPLE_USER} if launch.is_parallel else {"ipaddress": EXAMPLE_ADDRESS}), **launch.values}
    return tuple(journeys(replace(launch, values=values), judged_for))


def is_plain(journey: Journey, harmless: frozenset[str]) -> bool:
    """Return whether a journey consists only of a launcher with a host, and the kernel with its arguments."""
    if not (journey.connection and journey.connection.destination and journey.launcher and journey.kernel):
        return False
    if journey.filled.unpaired or journey.connection.unknown or not journey.remote:
        return False
    remote, local = journey.kernel.invocation, journey.launcher
    executions = (*journey.local.executions, *journey.remote.executions)
    alone = len(journey.hops) == len(executions) == len(("local", "remote"))
    prefixes = {word.text for word in (*local.prefixes, *remote.prefixes)}
    bare = prefixes <= harmless and not any(each.assignments for each in executions)
    literal = _splits_link_name(journey) or not any(word.expansions for word in (*local.words, *remote.words))
    return alone and bare and literal and not executions[-1].redirected


def _splits_link_name(journey: Journey) -> bool:
    """Return whether the local shell splits the link name for a tunnel with the commands that rkconf writes."""
    return bool(journey.launch.command and journey.launch.command.text.startswith(TAKE_APART))


def same_words(launch: Launch, text: str | None, front_end: Installation) -> bool:
    """Return whether ``text`` and ``launch`` are the same words after both shells.

    The example value of a placeholder must not occur in a specification: the real value differs for each launch.
    """
    if text is None or EXAMPLE_ADDRESS in text or EXAMPLE_USER in text:
        return False
    again = replace(launch, command=Source("", text.encode()).excerpt())
    journeys_of_both = (plain_journey(launch, front_end), plain_journey(again, front_end))
    old, new = (_words(journey) if journey else None for journey in journeys_of_both)
    return old is not None and old == new


def _words(journey: Journey) -> tuple[str, ...]:
    """Return the words of the launcher and of the remote machine, and how the command ends."""
    if not (journey.connection and journey.launcher and journey.kernel):
        return ()
    local = journey.launcher.words[: len(journey.launcher.words) - len(journey.connection.command)]
    remote = journey.kernel.invocation.words
    end = (returns_early(journey), bool(journey.execution and journey.execution.discards_output))
    # A port from the link name differs from a literal port with the same number.
    variables = (expansion.raw.text for word in journey.launcher.words for expansion in word.expansions)
    return (*(word.text for word in local), *(word.text for word in remote), *map(str, end), *variables)
