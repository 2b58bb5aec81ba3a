"""A specification that cannot work: values contradict each other, or a value cannot be quoted in a command.

Examples are a host with a space, a path with a backtick, ports for a direct connection, and an ssh
option that prevents ssh from starting a kernel. A command with such values cannot start a kernel.
rkconf also rejects combinations that it has no facts about, such as a login shell on Windows.

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
    """Yield nothing: the reader of specifications reports it."""
    yield from ()
