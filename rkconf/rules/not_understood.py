"""A part that rkconf does not follow: said, never guessed.

Somebody's own launcher, an option of mathssh, a command substitution, an expression that only a kernel
can evaluate: what comes out of it is not in the text. rkconf judges what it understands and says where that ends.

Bad:

    ./tunnel.sh skye.local `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Field, Journey, Target
from rkconf.command.invocation import is_one_name
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK012", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Report what the shells put in that is not known here, and programs that are not known."""
    unfilled = {item.raw.span for item in journey.filled.placeholders if item.value is None}
    for problem in journey.problems:
        if problem.rule == "not-understood" and problem.span not in unfilled:  # those are wrong placeholders
            yield Finding(problem.span, problem.message, problem.help)
    if journey.unfollowed:
        message = f"{_unknown(journey, journey.unfollowed)}: nothing behind it is judged"
        yield Finding(journey.unfollowed.raw.span, message)


def _unknown(journey: Journey, word: Field) -> str:
    if journey.connection and word is journey.connection.unattested:
        return f"what the option {word.text} means to {journey.connection.launcher} is not known"
    if not is_one_name(word):
        first = word.text.strip().partition(" ")[0]
        return f"quotes make one name of {first or 'blanks'} and what stands behind it"
    return f"rkconf does not know what {word.base} does with its words"
