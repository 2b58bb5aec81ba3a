"""EvaluatorNames without a local kernel.

As long as ``EvaluatorNames`` is not set, the Front End has its kernel ``"Local"``. A list that is set and does not name
it takes it away: nothing runs on your own machine any more.

Bad:

    EvaluatorNames->{"skye" -> {...}}

Good:

    EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> True}, "skye" -> {...}}
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.entries import Document
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import List

_LOCAL = '"Local" -> {"AutoStartOnLaunch" -> True}'


@rule("RK010", Severity.WARNING, Subject.DOCUMENT, fix=Applicability.UNSAFE)
def check(document: Document, _: Target) -> Iterator[Finding]:
    """Look for the entry "Local" in every list that is wholly understood."""
    for names in document.evaluator_names:
        value = names.value
        if not isinstance(value, List) or len(value.items) != len(names.entries):
            continue
        if not any(entry.name == "Local" for entry in names.entries):
            start = value.span.start + 1
            edit = Edit.replace(Span(start, start), f"{_LOCAL}, " if names.entries else _LOCAL)
            message = 'EvaluatorNames is set and has no "Local" entry: the Front End has no kernel on its own machine'
            yield Finding(Span(names.span.start, start), message, f"add {_LOCAL}", unsafe('add "Local"', edit))
