"""The arguments for parallel kernels do not contain -subkernel.

``"SubKernelArguments"`` replaces its default, ``{"-noinit", "-subkernel"}``. A kernel without
``-subkernel`` counts as a full kernel, which needs another licence, and versions 10.0 to 11.1 refuse it.
Source: the documentation of KernelConfiguration, and the parallel package of those versions.

Bad:

    "SubKernelArguments" -> {"-noinit"}

Good:

    "SubKernelArguments" -> {"-noinit", "-subkernel"}

Fix safety:

This fix is safe: it adds the word that the default contains.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.descriptions import KernelDescription
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import List

_FLAG = "-subkernel"


@rule("RK809", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.SAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find a list of arguments without the flag."""
    option = kernel.get("subkernel_arguments", target.version)
    if not option or not option.is_known or not isinstance(option.value, List):
        return
    if any(word.text.lower() == _FLAG for word in option.words):
        return
    end = Span(option.value.span.end - 1, option.value.span.end - 1)
    text = f', "{_FLAG}"' if option.value.items else f'"{_FLAG}"'
    fix = safe(f"add {_FLAG}", Edit.replace(end, text))
    message = f"these arguments replace the default and lack {_FLAG}; the kernel may be refused"
    yield Finding(option.value.span, message, fix.description, fix)
