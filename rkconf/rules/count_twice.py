"""A kernel description gives the number of kernels twice.

The address has ``?n`` and the option ``"KernelCount"`` has another number, or the option is there twice.
Which one counts is not documented.

Bad:

    KernelConfiguration["ssh://node7?4", "KernelCount" -> 8]

Good:

    KernelConfiguration["ssh://node7", "KernelCount" -> 8]

Fix safety:

This fix is unsafe: it keeps the option and removes the number from the address. Two options have no fix.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import KernelDescription
from rkconf.diagnostics import Applicability, Related, Severity
from rkconf.edits import Edit
from rkconf.record import record
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import Number


@rule("RK806", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.UNSAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Compare the number in the address with the option."""
    first, *others = _counts(kernel, target) or (None,)
    for count in others:
        if first and count.number != first.number:
            message = f"{first.name} asks for {first.number} kernels and {count.name} for {count.number}"
            fix = unsafe(f"remove ?{first.number} from the address", Edit(first.mark, b"")) if first.mark else None
            related = (Related(count.span, count.name),)
            yield Finding(first.span, message, "keep one of them", fix, related=related)


@record
class _GivenNumber:
    name: str
    number: str
    span: Span
    mark: Span | None = None
    """The number in the address, with its question mark."""


def _counts(kernel: KernelDescription, target: Target) -> tuple[_GivenNumber, ...]:
    """Return the literal numbers of kernels, that of the address first."""
    key = kernel.names(target.version).get("count")
    options = [option for option in kernel.options if option.key == key]
    found = [
        _GivenNumber(f'"{option.key}"', option.value.text, option.value.span)
        for option in options
        if isinstance(option.value, Number)
    ]
    count = kernel.address.count if kernel.address else None
    mark = Span(count.span.start - len("?"), count.span.end) if count else None
    return (*([_GivenNumber("the address", count.text, count.span, mark)] if count else []), *found)
