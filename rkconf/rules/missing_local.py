"""EvaluatorNames without a local kernel.

Until ``EvaluatorNames`` is not set, the Front End has the kernel ``"Local"``. Once the list is set
without it, the Front End has no kernel on its own machine.

Bad:

    EvaluatorNames->{"skye" -> {...}}

Good:

    EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> True}, "skye" -> {...}}

Exceptions:

A list with a computed part is not checked, since that part may contain the entry. You can ignore
the finding if you do not want a local kernel.

Fix safety:

This fix is unsafe: it adds the entry ``"Local"``, which you may have left out on purpose.
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
    """Find lists without the entry "Local"; lists with a computed part are skipped."""
    for names in document.lists:
        value = names.value
        if not isinstance(value, List) or len(value.items) != len(names.entries):
            continue
        if "Local" not in names.entry_names:
            start = value.span.start + 1
            edit = Edit.replace(Span(start, start), f"{_LOCAL}, " if names.entries else _LOCAL)
            message = 'EvaluatorNames has no "Local" entry: the Front End has no kernel on its own machine'
            yield Finding(Span(names.span.start, start), message, f"add {_LOCAL}", unsafe('add "Local"', edit))
