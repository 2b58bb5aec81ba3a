"""A key twice in one entry.

Only one of the values counts: in a list of options the language takes the first. The other one looks as if it did
something. Look at both before you keep one.

Bad:

    "skye" -> {"HostName" -> "skye.local", "RemoteLogin" -> "ann", "HostName" -> "rhum.local"}

Good:

    "skye" -> {"HostName" -> "skye.local", "RemoteLogin" -> "ann"}
"""

from collections.abc import Iterator
from itertools import pairwise

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.entries import LocatedEntry
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK005", Severity.WARNING, Subject.ENTRY, fix=Applicability.UNSAFE)
def check(entry: LocatedEntry, _: Target) -> Iterator[Finding]:
    """Look for keys that the entry has already."""
    for previous, option in pairwise(entry.options):
        if entry.get(option.key) is option:
            continue
        # What a broken entry has between two options is not to be deleted unseen.
        edit = Edit(Span(previous.span.end, option.span.end), b"")
        fix = None if entry.problems else unsafe("remove the later one", edit)
        message = f'"{option.key}" is there already: only one of the two counts'
        yield Finding(option.key_span, message, "keep the one that you mean", fix)
