"""Words after the command of a shell, which that command never reads.

``bash -c`` takes one word for the command; the words after it become ``$0``, ``$1`` and so on, so that the kernel is
started without any flag. Behind ssh one layer of quotes is gone already: the command needs two.

Bad:

    ssh skye.local bash -lc './math.sh -mathlink -LinkMode Connect'

Good:

    ssh skye.local "bash -lc './math.sh -mathlink -LinkMode Connect'"
"""

from collections.abc import Iterator

from rkconf.command import Call, Journey, Target
from rkconf.diagnostics import Severity
from rkconf.link import known_flags
from rkconf.rule import Finding, Subject, rule


@rule("RK317", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the kernel's flags among the words that a shell's command does not read."""
    for call in journey.calls:
        if call.invocation and _holds_flags(call):
            shell, first = call.invocation.program.base, call.unread[0]
            message = f"{shell} -c takes one word: {first} and what follows it never reach the kernel"
            yield Finding(
                first.raw.span, message, f"quote the whole command once more, for the shell that starts {shell}"
            )


def _holds_flags(call: Call) -> bool:
    return any(word.text[:1] == "-" and word.text[1:].lower() in known_flags() for word in call.unread)
