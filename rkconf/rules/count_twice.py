"""A kernel description gives the number of kernels twice.

The address has ``?n`` and the option ``"KernelCount"`` has another number. Which one counts is not
documented.

Bad:

    KernelConfiguration["ssh://node7?4", "KernelCount" -> 8]

Good:

    KernelConfiguration["ssh://node7", "KernelCount" -> 8]

Fix safety:

This fix is unsafe: it keeps the option and removes the number from the address.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import KernelDescription
from rkconf.diagnostics import Applicability, Related, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import Number


@rule("RK806", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.UNSAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Compare the number in the address with the option."""
    option = kernel.get("count", target.version)
    count = kernel.address.count if kernel.address else None
    if not option or not count or not isinstance(option.value, Number) or option.value.text == count.text:
        return
    message = f"the address asks for {count} kernels and the option for {option.value.text}"
    mark = Span(count.span.start - len("?"), count.span.end)
    fix = unsafe(f"remove ?{count} from the address", Edit(mark, b""))
    related = (Related(option.span, "the option"),)
    yield Finding(count.span, message, "keep one of them", fix, related=related)
