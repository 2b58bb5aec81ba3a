"""A kernel description has an option that is not documented.

``KernelConfiguration`` and ``RemoteKernelObject`` have named options, such as ``"KernelCommand"`` and
``"SshIdentity"``. Mathematica probably ignores any other name, and the kernel starts with a default
instead: another program, or another key. Source: the documentation of both.

Bad:

    KernelConfiguration["ssh://node7", "KernelCmd" -> "wolfram"]

Good:

    KernelConfiguration["ssh://node7", "KernelCommand" -> "wolfram"]

Exceptions:

Only descriptions of kernels that ssh starts are checked: the options of the others are not documented
completely. The spelling of another version is reported by RK802.

Fix safety:

This fix is unsafe: it writes the most similar name.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.options import UNCHECKED, spellings
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.spelling import closest


@rule("RK801", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.UNSAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Compare the names of the options with those of every version."""
    names = kernel.names(target.version)
    if not kernel.is_ssh or not names:
        return
    free = {name.lower(): name for name in names.values() if all(option.key != name for option in kernel.options)}
    for option in kernel.options:
        if option.key in spellings() or option.key in UNCHECKED:
            continue
        message = f'the option "{option.key}" is not documented; Mathematica may ignore it'
        near = closest(option.key.lower(), free)
        if near:
            fix = unsafe(f'rename it to "{free[near]}"', Edit.replace(option.key_span, f'"{free[near]}"'))
            yield Finding(option.key_span, message, f'did you mean "{free[near]}"?', fix)
        else:
            yield Finding(option.key_span, message, "remove it")
