"""wolframscript is started in place of a kernel.

wolframscript starts a kernel itself and does not connect to a link that it is given: the launch hangs.
Source: a Wolfram developer's answer for 11.3 and 12.0.

Bad:

    "KernelCommand" -> "/usr/local/bin/wolframscript"

Good:

    "KernelCommand" -> "/usr/local/bin/wolfram"

Fix safety:

This fix is unsafe: it writes ``wolfram`` in the same folder, where it usually is.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import commands
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule

_SCRIPT, _KERNEL = "wolframscript", "wolfram"


@rule("RK811", Severity.WARNING, Subject.DESCRIPTION, fix=Applicability.UNSAFE)
def check(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Find the program in the command of the kernel."""
    for option, execution in commands(kernel, target.version):
        for word in execution.words:
            at = word.value.text.rfind(_SCRIPT)
            if word.base.lower() == _SCRIPT and at >= 0 and option is kernel.get("command", target.version):
                name = word.value[at : at + len(_SCRIPT)]
                fix = unsafe(f"write {_KERNEL}", Edit.replace(name.span, _KERNEL))
                message = "wolframscript does not connect to the link that it is given; the launch hangs"
                yield Finding(name.span, message, fix.description, fix)
