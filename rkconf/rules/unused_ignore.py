"""An ignore comment that hides nothing.

What it was for has been repaired, or the comment stands in the wrong place: it speaks for its own line or for the one
below, and for the option, the call or the entry that begins there, since no comment can stand inside a string of many
lines. It is in the way of the next reader, and would hide the next mistake of its kind. A comment for a rule that was
not asked in this run is not judged.

Bad:

    (* rkconf: ignore[RK403] the lab's host keys change every night *)
    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "username"}

Good:

    "skye" -> {"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "username"}
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Applicability, Severity
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK901", Severity.WARNING, Subject.DOCUMENT, fix=Applicability.SAFE)
def check(_document: Document, _: Target) -> Iterator[Finding]:
    """Find nothing: only who has seen all findings knows which comments hid none."""
    yield from ()
