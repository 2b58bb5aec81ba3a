"""Text that cannot be read.

A quote, a bracket, a comment that is opened and never closed, or a comma that is missing. The Front End reads such a
file not at all, or something else than you meant: a forgotten comma between two options multiplies them. rkconf points
at the place where the thing was opened, and still checks the rest of the file.

Bad:

    "RemoteMachine" -> True "HostName" -> "skye.local"

Good:

    "RemoteMachine" -> True, "HostName" -> "skye.local"
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK001", Severity.ERROR, Subject.DOCUMENT)
def check(_document: Document, _target: Target) -> Iterator[Finding]:
    """Find nothing: the readers tell."""
    yield from ()
