"""Basic and Advanced Options in one entry.

The dialog shows either one kind or the other. If you open it and switch back to Basic Options,
the launch command and the arguments to MLOpen are lost without a question.

Bad:

    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "MLOpenArguments" -> "-LinkMode Listen",
      "LoginScript" -> "ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`"}

Good:

    "skye" -> {"RemoteMachine" -> True, "MLOpenArguments" -> "-LinkMode Listen",
      "LoginScript" -> "ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`"}
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import LocatedEntry
from rkconf.entries.keys import ADVANCED, BASIC
from rkconf.rule import Finding, Subject, rule


@rule("RK008", Severity.WARNING, Subject.ENTRY)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Find entries with keys of both kinds."""
    basic = [option for option in entry.options if option.key in BASIC]
    advanced = [option for option in entry.options if option.key in ADVANCED]
    if basic and advanced:
        message = (
            f'"{basic[0].key}" belongs to the Basic Options and "{advanced[0].key}" to the Advanced Options: '
            "the dialog keeps only one kind"
        )
        yield Finding(basic[0].key_span, message, "keep the kind that you use")
