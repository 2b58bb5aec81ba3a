"""ssh hands more of this machine to the other one than a kernel needs.

With ``-A`` whoever is administrator there can use your keys, with ``-X`` and ``-Y`` your screen and
keyboard. A kernel needs neither.

Bad:

    ssh -X skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import remove_letter, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_LENT = {"A": "your keys", "X": "your screen and keyboard", "Y": "your screen and keyboard"}


@rule("RK404", Severity.INFO, Subject.CONNECTION, fix=Applicability.UNSAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the options of ssh."""
    for option in connection.options:
        if option.letter in _LENT:
            fix = unsafe("take it away", remove_letter(journey.launch, option))
            message = f"-{option.letter} lends {_LENT[option.letter]} to the kernel's machine"
            yield Finding(option.span, message, "take it away", fix)
