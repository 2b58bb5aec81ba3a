"""EvaluatorNames is not a list of rules.

The Front End expects ``{"name" -> {...}, ...}``: the name of each kernel is a string, and an arrow
connects it with a list of options. Any other value removes every kernel, including the local one.

Bad:

    EvaluatorNames->{"skye"}

Good:

    EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> True}}
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule


@rule("RK007", Severity.ERROR, Subject.DOCUMENT)
def check(_document: Document, _target: Target) -> Iterator[Finding]:
    """Yield nothing: the reader of entries reports it."""
    yield from ()
