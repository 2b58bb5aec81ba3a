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

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import unsafe
from rkconf.command.scripts_as_kernels import KERNEL, MESSAGE, script_in
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK811", Severity.WARNING, Subject.KERNEL, fix=Applicability.UNSAFE)
def check(kernel: StartedKernel, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find the program in a launch command; the reader of kernel descriptions finds it there."""
    name = script_in(kernel.program)
    if name is not None:
        fix = unsafe(f"write {KERNEL}", journey.launch.replace(name.span, KERNEL))
        yield Finding(name.span, MESSAGE, fix.description, fix)
