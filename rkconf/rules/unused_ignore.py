"""An ignore comment that suppresses nothing.

The problem has been fixed, or the comment is in the wrong place. A comment applies to its own line
or to the next one, and to the option, the call or the entry that begins there, since a string of
several lines cannot contain a comment. An unused comment would hide the next problem of its kind.

Bad:

    (* rkconf: ignore[RK403] the lab's host keys change every night *)
    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "username"}

Good:

    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "username"}

Exceptions:

A comment for a rule that is not selected in this run is not checked.

Fix safety:

This fix is safe: it removes the comment, or only the rule that suppresses nothing. No other finding
changes.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Applicability, Severity
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK901", Severity.WARNING, Subject.DOCUMENT, fix=Applicability.SAFE)
def check(_document: Document, _: Target) -> Iterator[Finding]:
    """Yield nothing: which comments are unused is known only after all other rules have run."""
    yield from ()
