"""Two entries of one name.

The Front End finds an entry by its name, so one of the two is lost: which one is not documented.

Bad:

    {"Local" -> {...}, "skye" -> {...}, "skye" -> {...}}

Good:

    {"Local" -> {...}, "skye" -> {...}, "skye 2" -> {...}}
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import Document, EvaluatorNames
from rkconf.rule import Finding, Subject, rule


@rule("RK004", Severity.ERROR, Subject.DOCUMENT)
def check(document: Document, _: Target) -> Iterator[Finding]:
    """Look for names that a list has already."""
    for names in document.evaluator_names:
        if names.literal:
            yield from _repeated(document, names)


def _repeated(document: Document, names: EvaluatorNames) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for entry in names.entries:
        start = first.setdefault(entry.name, entry.span.start)
        if start != entry.span.start:
            line = document.source.position(start).line
            message = f'the entry "{entry.name}" is there already, on line {line}: one of the two is lost'
            yield Finding(entry.name_span, message, "give it another name, or remove one of the two")
