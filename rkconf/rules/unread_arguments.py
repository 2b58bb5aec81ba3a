"""Words after the command of ``sh -c``, which never reach the kernel.

``bash -c``, ``sh -c`` and similar take exactly one word as the command. The words after it become
``$0``, ``$1`` and so on, so the kernel starts without any flag. After ssh one pair of quotes is not
enough: the local shell removes it, and the remote shell splits the command again. Write a second
pair around everything.

Bad:

    ssh skye.local bash -lc './math.sh -mathlink -LinkMode Connect'

Good:

    ssh skye.local "bash -lc './math.sh -mathlink -LinkMode Connect'"

Exceptions:

The words are reported only if a flag of the kernel is among them. After a command that prepares the kernel,
such as ``bash -lc 'module load mathematica'``, they are a warning.
"""

from collections.abc import Iterator

from rkconf.command import Call, Invocation, Journey, Target
from rkconf.command.paths import call_of
from rkconf.command.repair import remove, source_span
from rkconf.diagnostics import Severity
from rkconf.edits import Edit
from rkconf.link import known_flags
from rkconf.rule import Finding, Subject, rule


@rule("RK317", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find flags of the kernel among the words that the command of a shell does not read."""
    for call in journey.calls:
        if call.invocation and _holds_flags(call):
            message = "{0} -c takes one word as the command: {1} and the words after it never reach the kernel"
            yield _finding(call, call.invocation, message, _without_shell(journey, call), None)
    beside = (each for hop in journey.hops for each in hop.evaluation.executions if each is not hop.execution)
    for call in filter(None, map(call_of, beside)):
        if call.invocation and call.unread:
            message = "{0} -c takes one word as the command, which does not get {1} and the words after it"
            yield _finding(call, call.invocation, message, (), Severity.WARNING)


def _finding(
    call: Call, invocation: Invocation, message: str, supposed: tuple[Edit, ...], severity: Severity | None
) -> Finding:
    shell, first = invocation.program.base, call.unread[0]
    advice = f"quote the whole command once more, for the shell that starts {shell}"
    return Finding(first.raw.span, message.format(shell, first), advice, severity=severity, supposed=supposed)


def _without_shell(journey: Journey, call: Call) -> tuple[Edit, ...]:
    """Return the edits that remove the shell and its options: then the command is read as it is meant."""
    words = call.invocation.words[: -len(call.unread) - 1] if call.invocation else ()
    return tuple(remove(journey.launch, source_span(journey, word.raw)) for word in words)


def _holds_flags(call: Call) -> bool:
    return any(word.text[:1] == "-" and word.text[1:].lower() in known_flags() for word in call.unread)
