"""wolframscript is started in place of a kernel.

wolframscript starts a kernel itself and does not connect to a link that it is given: the launch hangs.
It is found in launch commands, in kernel descriptions, and in ``LinkLaunch``. Source: a Wolfram developer's
answer for 11.3 and 12.0.

Bad:

    "KernelCommand" -> "/usr/local/bin/wolframscript"

Good:

    "KernelCommand" -> "/usr/local/bin/wolfram"

Fix safety:

This fix is unsafe: it writes ``wolfram`` in the same folder, where it usually is.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import unsafe
from rkconf.command.scripts_as_kernels import KERNEL, MESSAGE, script_in
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK811", Severity.WARNING, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find the program in a launch command; the reader of kernel descriptions finds it there."""
    last = journey.calls[-1].invocation if journey.calls else None
    name = script_in(last.program) if last else None
    if name is not None:
        fix = unsafe(f"write {KERNEL}", journey.launch.replace(name.span, KERNEL))
        yield Finding(name.span, MESSAGE, fix.description, fix)
