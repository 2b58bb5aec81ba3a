"""A kernel description has an option that is not documented.

``KernelConfiguration`` and ``RemoteKernelObject`` have named options, such as ``"KernelCommand"`` and
``"SshIdentity"``. Mathematica probably ignores any other name, and the kernel starts with a default
instead: another program, or another key. Source: the documentation of both.

Bad:

    KernelConfiguration["ssh://node7", "KernelCmd" -> "wolfram"]

Good:

    KernelConfiguration["ssh://node7", "KernelCommand" -> "wolfram"]

Exceptions:

The options of kernels that ssh does not start are not documented completely, and a computed address does
not show its kind: there, only a name that resembles a documented one very much is reported. The spelling
of another version is reported by RK802.

Fix safety:

This fix is unsafe: it writes the most similar name.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import DescriptionOption, KernelDescription
from rkconf.descriptions.options import UNCHECKED, spellings
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.spelling import SIMILARITY, closest

_MISSPELT = 0.85
"""The similarity that shows a misspelt name, where other names may exist."""


@rule("RK801", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.UNSAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Compare the names of the options with those of every version."""
    names = kernel.names(target.version)
    free = {name.lower(): name for name in names.values() if all(option.key != name for option in kernel.options)}
    for option in kernel.options if names else ():
        if option.key in spellings() or option.key in UNCHECKED:
            continue
        near = closest(option.key.lower(), free, similarity=SIMILARITY if kernel.is_ssh else _MISSPELT)
        if near or kernel.is_ssh:
            yield _finding(option, free[near] if near else None)


def _finding(option: DescriptionOption, meant: str | None) -> Finding:
    message = f'the option "{option.key}" is not documented; Mathematica may ignore it'
    if meant is None:
        return Finding(option.key_span, message, "remove it")
    fix = unsafe(f'rename it to "{meant}"', Edit.replace(option.key_span, f'"{meant}"'))
    return Finding(option.key_span, message, f'did you mean "{meant}"?', fix)
