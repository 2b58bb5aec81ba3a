"""Programs that keep a shell open after it has sent the kernel to the background."""

from rkconf.command.hop import Hop
from rkconf.command.journey import Journey
from rkconf.command.paths import call_of
from rkconf.shell.execution import Execution
from rkconf.shell.words import Field

_SLEEP = "sleep"
_SOON = 2.0
"""The number of seconds from which a command does not count as returning at once."""


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
