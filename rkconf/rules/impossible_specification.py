"""A specification that cannot work: values that contradict each other, or that no command can carry.

A host with a blank, a path with a backtick, ports for a direct connection, an ssh option that starts
no kernel: whatever rkconf wrote from it, no kernel would answer. The same goes for what nothing is known
about, such as a login shell on Windows.

Bad:

    host = "skye.local; reboot"

Good:

    host = "skye.local"
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK013", Severity.ERROR, Subject.DOCUMENT)
def check(_document: Document, _target: Target) -> Iterator[Finding]:
    """Leave it to the reader of specifications, who meets it."""
    yield from ()
