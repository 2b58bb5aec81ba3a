"""Whether the launch command runs as long as the kernel, shell by shell from the kernel outwards."""

from typing import NamedTuple

from rkconf.command.hop import Hop
from rkconf.command.journey import Journey
from rkconf.shell.execution import OUTPUTS, Condition, Execution, Occurrence
from rkconf.ssh.effects import Effect


class Stay(NamedTuple):
    """Whether the command stays, and the reason why it returns before the kernel ends."""

    occurs: Occurrence = Occurrence.ALWAYS
    released: Condition | None = None


def stay(journey: Journey) -> Stay:
    """Return whether the command stays as long as the kernel runs.

    Measured: sshd keeps a session until the login shell has ended and no process holds its outputs; with a terminal,
    the session ends with the shell.
    """
    found, held = Stay(), OUTPUTS
    for hop in reversed(journey.hops):
        if hop.execution is None:
            continue
        if hop.call and hop.call.connection:
            found = _of_session(hop, found, held)
            held = OUTPUTS
        found, held = _of_shell(hop, hop.execution, found, held)
    return found


def returns_early(journey: Journey) -> bool:
    """Return whether the command ends while the kernel runs."""
    return stay(journey).occurs is Occurrence.NEVER


def _of_session(hop: Hop, inner: Stay, held: frozenset[int]) -> Stay:
    connection = hop.call.connection if hop.call else None
    if connection is None:
        return inner
    for cause, option in connection.options_that(Effect.IN_BACKGROUND):
        raw = option.value or option.word.raw
        return Stay(Occurrence.NEVER, Condition(raw, f"{cause.said} sends ssh to the background"))
    if inner.occurs is Occurrence.ALWAYS or (held and len(connection.given("t")) < len("tt")):
        return Stay()
    return inner


def _of_shell(hop: Hop, execution: Execution, inner: Stay, held: frozenset[int]) -> tuple[Stay, frozenset[int]]:
    held = held - execution.released
    if hop.call and hop.call.detaches:
        return Stay(Occurrence.NEVER, hop.call.detaches), frozenset() if hop.call.lets_go else held
    if execution.waits is Occurrence.ALWAYS or execution.background_mark is None:
        return inner, held
    if execution.waits is Occurrence.PERHAPS:
        return Stay(Occurrence.PERHAPS, inner.released), held
    mark = execution.background_mark
    return Stay(Occurrence.NEVER, Condition(mark, f"the {mark} sends it to the background")), held
