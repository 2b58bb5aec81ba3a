"""Basic and Advanced Options in one entry.

The dialog shows either the one or the other. Whoever opens it and goes back to *Basic Options* throws the launch
command and the arguments to MLOpen away, without being asked.

Bad:

    "skye" -> {"HostName" -> "skye.local", "LoginScript" -> "ssh skye.local ...", ...}

Good:

    "skye" -> {"LoginScript" -> "ssh skye.local ...", "MLOpenArguments" -> "..."}
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import LocatedEntry
from rkconf.entries.keys import ADVANCED, BASIC
from rkconf.rule import Finding, Subject, rule


@rule("RK008", Severity.WARNING, Subject.ENTRY)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Look for keys of both kinds."""
    basic = [option for option in entry.options if option.key in BASIC]
    advanced = [option for option in entry.options if option.key in ADVANCED]
    if basic and advanced:
        message = (
            f'"{basic[0].key}" is of the Basic Options and "{advanced[0].key}" of the Advanced Options: '
            "the dialog keeps only one kind"
        )
        yield Finding(basic[0].key_span, message, "keep the kind that you mean")
