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

The words are reported only if a flag of the kernel is among them.
"""

from collections.abc import Iterator

from rkconf.command import Call, Journey, Target
from rkconf.diagnostics import Severity
from rkconf.link import known_flags
from rkconf.rule import Finding, Subject, rule


@rule("RK317", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find flags of the kernel among the words that the command of a shell does not read."""
    for call in journey.calls:
        if call.invocation and _holds_flags(call):
            shell, first = call.invocation.program.base, call.unread[0]
            message = f"{shell} -c takes one word as the command: {first} and the words after it never reach the kernel"
            yield Finding(
                first.raw.span, message, f"quote the whole command once more, for the shell that starts {shell}"
            )


def _holds_flags(call: Call) -> bool:
    return any(word.text[:1] == "-" and word.text[1:].lower() in known_flags() for word in call.unread)
