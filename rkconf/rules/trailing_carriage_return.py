"""A carriage return at the end becomes part of the last argument.

A command that was pasted from a Windows file ends in a carriage return (CR). Every shell except
fish keeps it, so the last argument, such as the link name, ends in an invisible character.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkName `linkname`<CR>

Good:

    ssh skye.local ./math.sh -mathlink -LinkName `linkname`

Exceptions:

With ``--remote-shell fish`` the rule is silent for the words that fish reads.

Fix safety:

This fix is safe: it only removes the invisible character.
"""

from collections.abc import Iterator

from rkconf.command import Field, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK311", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Find arguments that end in a carriage return."""
    read_again = _read_again(journey, target)
    here = journey.launcher.words if journey.launcher else ()
    words = (
        *(word for word in here if word.text.endswith("\r") and word not in read_again),
        *(journey.kernel.invocation.words if journey.kernel else ()),
    )
    for span in dict.fromkeys(word.value[-1:].span for word in words if word.text.endswith("\r")):
        message = "this argument ends in a carriage return, which the program does not expect"
        yield Finding(span, message, "remove it", safe("remove the carriage return", journey.launch.replace(span, "")))


def _read_again(journey: Journey, target: Target) -> frozenset[Field]:
    """Return the words that one known login shell reads again: fish reads the character as a space (measured)."""
    if journey.connection is None or len(target.remote_shells) != 1:
        return frozenset()
    return frozenset(journey.connection.command)
