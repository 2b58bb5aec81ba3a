"""A kernel description has an option in the spelling of another version.

The options of ssh were ``"SSHIdentity"`` and the like up to 13.0 and for ``RemoteKernelObject``;
``KernelConfiguration`` writes ``"SshIdentity"``. Version 12.2 has ``"Host"``, ``"RemoteKernelCommand"``,
``"RemoteKernelArguments"`` and ``"Timeout"``. Whether another version still accepts the old names is not
documented. Source: the documentation of the three states.

Bad:

    KernelConfiguration["ssh://node7", "SSHIdentity" -> "~/.ssh/node7"]

Good:

    KernelConfiguration["ssh://node7", "SshIdentity" -> "~/.ssh/node7"]

Fix safety:

This fix is safe: it writes the name that the version documents for the same option.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.options import spellings
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule


@rule("RK802", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.SAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Compare the names of the options with those of the version."""
    names = kernel.names(target.version)
    if not names:
        return
    for option in kernel.options:
        name = spellings().get(option.key)
        if name is None or option.key in names.values():
            continue
        what = kernel.head or "a kernel description"
        message = f'{what} does not have the option "{option.key}" in {target.version}'
        written = names.get(name)
        if written:
            is_given = any(each.key == written for each in kernel.options)
            fix = None if is_given else safe(f'write "{written}"', Edit.replace(option.key_span, f'"{written}"'))
            yield Finding(option.key_span, message, f'write "{written}"', fix)
        else:
            yield Finding(option.key_span, message, "remove it")
