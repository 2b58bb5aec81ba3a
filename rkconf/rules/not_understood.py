"""A part that rkconf does not follow: said, never guessed.

Somebody's own launcher, an option of mathssh, a command substitution, an expression that only a kernel
can evaluate: what comes out of it is not in the text. rkconf judges what it understands and says where that ends.

Bad:

    ./tunnel.sh skye.local `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Call, Journey, Target, stay
from rkconf.command.invocation import is_one_name
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Condition, Occurrence


@rule("RK012", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Report what only the machine knows on the way to the kernel, and programs that are not known."""
    yield from _pieces(journey)
    for call in journey.calls[-1:]:
        if call.unfollowed:
            yield Finding(call.unfollowed.raw.span, f"{_unfollowed(journey, call)}: nothing behind it is judged")
    yield from _doubts(journey)


def _pieces(journey: Journey) -> Iterator[Finding]:
    """Report pieces of words that only the machine knows."""
    # Placeholders without a value are wrong ones, which other rules report.
    unfilled = {item.raw.span for item in journey.filled.placeholders if item.value is None}
    unfollowed = next((call.unfollowed for call in journey.calls[-1:]), None)
    for raw in journey.unknown_pieces:
        if raw.span not in unfilled and not (unfollowed and unfollowed.raw.span.covers(raw.span)):
            yield Finding(raw.span, f"what {journey.source_text(raw)} stands for depends on the machine")


def _doubts(journey: Journey) -> Iterator[Finding]:
    """Report what decides whether the kernel is reached, and whether the command stays."""
    occurs, condition = journey.reached
    if occurs is Occurrence.PERHAPS and condition:
        yield _doubt(condition)
    elif journey.kernel and (found := stay(journey)).occurs is Occurrence.PERHAPS and found.released:
        yield _doubt(found.released)


def _doubt(condition: Condition) -> Finding:
    return Finding(condition.raw.span, f"{condition.message}: whether the kernel starts is not known")


def _unfollowed(journey: Journey, call: Call) -> str:
    word = call.unfollowed
    if word is None:
        return ""
    if call.why:
        return call.why
    if call.connection and word is call.connection.undocumented_option:
        return f"what the option {word.text} means to {call.connection.launcher} is not known"
    if not word.known:
        return f"what {journey.source_text(word.raw)} starts depends on the machine"
    if not is_one_name(word):
        first = word.text.strip().partition(" ")[0]
        return f"quotes make one name of {first or 'blanks'} and what stands behind it"
    return f"rkconf does not know what {word.base} does with its words"
