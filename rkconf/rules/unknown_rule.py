"""An ignore comment or a setting that names no rule.

It hides nothing. A rule is named by its code or its name, and each by itself: neither `ignore` alone nor a prefix such
as RK3 works in a comment, since it would hide what nobody has seen yet. In the settings an unknown rule may also be one
of a newer rkconf.

Bad:

    (* rkconf: ignore[host-key-check] the lab's host keys change every night *)

Good:

    (* rkconf: ignore[host-key-check-off] the lab's host keys change every night *)
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK902", Severity.WARNING, Subject.DOCUMENT)
def check(_document: Document, _: Target) -> Iterator[Finding]:
    """Find nothing: whoever reads the comments and the settings knows the names."""
    yield from ()
