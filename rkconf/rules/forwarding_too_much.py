"""ssh gives the other machine more access to this machine than a kernel needs.

With ``-A`` the administrator of the other machine can use your keys, with ``-X`` and ``-Y`` your
screen and keyboard. A kernel needs neither.

Bad:

    ssh -X skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink

Exceptions:

You can ignore the finding if the kernel opens windows on your screen, or logs in to further
machines with your keys.

Fix safety:

This fix is unsafe: it removes the option, and a program that you start from the kernel may depend
on it.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Launch, Target
from rkconf.command.repair import remove_letter, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, Weakness, rule

_SHARED = {"A": "your keys", "X": "your screen and keyboard", "Y": "your screen and keyboard"}

_WEAKNESS = Weakness(266, 4.4, "AV:N/AC:H/PR:H/UI:N/S:C/C:L/I:L/A:N")


@rule("RK404", Severity.INFO, Subject.SSH, fix=Applicability.UNSAFE, weakness=_WEAKNESS)
def check(connection: Connection, launch: Launch | None, _: Target) -> Iterator[Finding]:
    """Find options of ssh that share keys or the screen."""
    for option in connection.options:
        if option.letter in _SHARED:
            fix = unsafe(f"remove -{option.letter}", remove_letter(launch, option)) if launch else None
            message = f"-{option.letter} gives the kernel's machine access to {_SHARED[option.letter]}"
            yield Finding(option.span, message, f"remove -{option.letter}", fix)
