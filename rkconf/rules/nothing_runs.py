"""The launch command starts nothing.

It is empty, or only a comment, or only prepares something. The Front End waits for a kernel that
nobody started.

Bad:

    # ssh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.paths import call_of
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Execution, Status
from rkconf.source import Excerpt


def _starts_nothing(journey: Journey) -> Excerpt | None:
    """Return the program behind the last ssh that only prepares something, as all others there do."""
    last = journey.hops[-1]
    beside = [each for hop in journey.hops for each in hop.evaluation.executions if each is not hop.execution]
    started = [*beside, *([last.execution] if last.execution else [])]
    if journey.refused or journey.hides_words or not last.execution or not last.evaluation.machine:
        return None
    return last.execution.words[0].raw if all(map(_only_prepares, started)) else None


def _only_prepares(execution: Execution) -> bool:
    call = call_of(execution)
    return call is None or (call.only_prepares and call.status is not Status.UNKNOWN)


def _is_explained(journey: Journey) -> bool:
    """Return whether a shell already says why nothing runs."""
    return any(problem.severity in {None, Severity.ERROR} for problem in journey.problems)


@rule("RK011", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for a command in which the local shell finds no program."""
    text = journey.launch.command
    there = journey.connection and _starts_nothing(journey)
    if text is not None and there:
        message = "this starts nothing on the other machine: no kernel ever calls"
        yield Finding(there.span, message, "write the command that starts the kernel")
    if text is not None and journey.only_prepares and not journey.refused and not _is_explained(journey):
        yield Finding(
            text.span, "this starts nothing: no kernel ever calls", "write the command that starts the kernel"
        )
