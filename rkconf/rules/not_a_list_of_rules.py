"""EvaluatorNames that is no list of rules.

The Front End wants ``{"name" -> {...}, ...}``: rules from strings to lists of rules. Anything else makes it forget
every kernel, the local one too.

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
    """Find nothing: the reader of entries tells."""
    yield from ()
