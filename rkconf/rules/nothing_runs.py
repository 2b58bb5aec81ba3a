"""The launch command starts nothing.

The command is empty, or is only a comment, or only prepares something, such as setting a variable.
The Front End waits for a kernel that never starts.

Bad:

    # ssh skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Exceptions:

An empty command is a warning if the arguments to MLOpen name the ports: someone may start the kernel
by hand. If a shell refuses the whole command, only the rule for that error reports it.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.paths import call_of
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Execution, Status
from rkconf.source import Excerpt


def _starts_nothing(journey: Journey) -> Excerpt | None:
    """Return the program after the last ssh if it, like all others there, only prepares something."""
    last = journey.hops[-1]
    beside = [each for hop in journey.hops for each in hop.evaluation.executions if each is not hop.execution]
    started = [*beside, *([last.execution] if last.execution else [])]
    if journey.refused or journey.hides_words or not last.execution or not last.evaluation.machine:
        return None
    return last.execution.words[0].raw if all(map(_only_prepares, started)) else None


def _only_prepares(execution: Execution) -> bool:
    call = call_of(execution)
    return call is None or (call.only_prepares and call.status is not Status.UNKNOWN)


def _nothing(journey: Journey, text: Excerpt) -> Finding:
    listening = journey.launch.listening
    if not text.text.strip() and listening and listening.name:
        message = "this starts nothing: the Front End waits until someone starts a kernel by hand that uses its ports"
        return Finding(text.span, message, "write the command that starts the kernel", severity=Severity.WARNING)
    return Finding(text.span, "this starts nothing: no kernel connects", "write the command that starts the kernel")


def _is_explained(journey: Journey) -> bool:
    """Return whether the problem of a shell already explains why nothing runs."""
    return any(problem.severity in {None, Severity.ERROR} for problem in journey.problems)


@rule("RK011", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a command in which a shell starts no program."""
    text = journey.launch.command
    there = journey.connection and _starts_nothing(journey)
    if text is not None and there:
        message = "this starts nothing on the other machine: no kernel connects"
        yield Finding(there.span, message, "write the command that starts the kernel")
    if text is not None and journey.only_prepares and not journey.refused and not _is_explained(journey):
        yield _nothing(journey, text)
