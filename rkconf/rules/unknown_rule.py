"""An ignore comment or a setting that names an unknown rule.

It has no effect. Write the code or the name of each rule separately. Neither ``ignore`` alone nor a
prefix such as RK3 works in a comment, since it would also suppress future findings.

Bad:

    (* rkconf: ignore[host-key-check] the lab's host keys change every night *)

Good:

    (* rkconf: ignore[host-key-check-off] the lab's host keys change every night *)

Exceptions:

In the settings, an unknown rule may belong to a newer rkconf.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK902", Severity.WARNING, Subject.DOCUMENT)
def check(_document: Document, _: Target) -> Iterator[Finding]:
    """Yield nothing: the readers of comments and settings report it."""
    yield from ()
