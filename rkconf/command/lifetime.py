"""Whether the launch command runs as long as the kernel, shell by shell from the kernel outwards."""

from rkconf.command.hop import Hop
from rkconf.command.journey import Journey
from rkconf.command.paths import call_of
from rkconf.record import record
from rkconf.shell.execution import OUTPUTS, Condition, Execution, Occurrence
from rkconf.shell.words import Field
from rkconf.ssh.effects import Effect

_SLEEP = "sleep"
_SOON = 2.0
"""The number of seconds from which a command does not count as returning at once."""


@record
class Stay:
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


def lingering(journey: Journey) -> Field | None:
    """Return the program that keeps the shells open while the kernel runs in the background; None without one."""
    marked = [hop for hop in journey.hops if hop.execution and hop.execution.background_mark]
    later = [[each for each in _after(hop) if not each.background_mark] for hop in marked]
    lasting = [next((each.words[0] for each in programs if _takes_time(each)), None) for programs in later]
    return lasting[0] if all(lasting) and lasting else None


def _after(hop: Hop) -> tuple[Execution, ...]:
    return hop.evaluation.after(hop.execution) if hop.execution else ()


def _takes_time(execution: Execution) -> bool:
    call = call_of(execution)
    program = call.invocation.program if call and call.invocation else execution.words[0]
    if program.base != _SLEEP:
        return False
    seconds = execution.words[-1].text
    try:
        return float(seconds) >= _SOON
    except ValueError:
        return True
