"""Two entries have the same name.

The Front End finds an entry by its name, so it loses one of the two; it is not documented which.

Bad:

    {"Local" -> {...}, "skye" -> {...}, "skye" -> {...}}

Good:

    {"Local" -> {...}, "skye" -> {...}, "skye 2" -> {...}}

Exceptions:

Names are compared within one list of ``EvaluatorNames``. A list that is computed is not checked.
"""

from collections import Counter
from collections.abc import Iterator

from rkconf.command import Target
from rkconf.diagnostics import Severity
from rkconf.entries import Document, EvaluatorNames
from rkconf.rule import Finding, Subject, rule


@rule("RK004", Severity.ERROR, Subject.DOCUMENT)
def check(document: Document, _: Target) -> Iterator[Finding]:
    """Find names that appear twice in one list."""
    for names in document.lists:
        yield from _repeated(document, names)


def _repeated(document: Document, names: EvaluatorNames) -> Iterator[Finding]:
    repeated = {name for name, number in Counter(names.entry_names).items() if number > 1}
    places = (at for at, name in enumerate(names.entry_names) if name in repeated)
    first: dict[str, int] = {}
    for entry in (names.entries[at] for at in places):
        start = first.setdefault(entry.name, entry.span.start)
        if start != entry.span.start:
            line = document.source.line_number(start)
            message = f'the entry "{entry.name}" already exists on line {line}: one of the two is lost'
            yield Finding(entry.name_span, message, "rename one of the two, or remove it")
