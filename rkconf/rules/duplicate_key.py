"""A key appears twice in one entry.

Only one of the two values counts: in a list of options, the Wolfram Language uses the first. The
other value has no effect. Compare the two before you keep one.

Bad:

    "skye" -> {"HostName" -> "skye.local", "RemoteLogin" -> "ann", "HostName" -> "rhum.local"}

Good:

    "skye" -> {"HostName" -> "skye.local", "RemoteLogin" -> "ann"}

Fix safety:

This fix is unsafe: it removes the later value, which has no effect, but may be the one that you
mean.
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
    """Find keys that the entry already has."""
    for previous, option in pairwise(entry.options):
        if entry.get(option.key) is option:
            continue
        # In an entry with errors, the text between two options may be more than a comma.
        edit = Edit(Span(previous.span.end, option.span.end), b"")
        fix = None if entry.problems else unsafe("remove the later one", edit)
        message = f'the entry already has "{option.key}": only one of the two values counts'
        yield Finding(option.key_span, message, "keep the value that you mean", fix)
