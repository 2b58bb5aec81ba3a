"""The kernel's path names another version than the kernel's.

A command is judged, and written, for one version of the kernel. A path with another number in it starts another
kernel: either the path or the version that rkconf was told is out of date.

Bad:

    ssh skye.local "'/Applications/Mathematica 6.app/Contents/MacOS/MathKernel'" -mathlink      (a kernel 7)

Good:

    ssh skye.local "'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'" -mathlink
"""

from collections.abc import Iterator

from rkconf import versions
from rkconf.command import Journey, Kernel, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK703", Severity.WARNING, Subject.KERNEL)
def check(kernel: Kernel, _: Journey, target: Target) -> Iterator[Finding]:
    """Compare the number in the path with the kernel's version."""
    named = kernel.named_version
    if not named:
        return
    # A number above all known versions says that the file is newer than rkconf, not that it is wrong.
    order, newest = versions.order(named.text), versions.known()[-1].order
    if order and order != target.kernel_version.order and order <= newest:
        message = f"this path is one of Mathematica {named}, and the kernel is taken for {target.kernel_version}"
        yield Finding(named.span, message, _advice(named.text))


def _advice(named: str) -> str:
    """Say it for files and for specifications: the same finding is told of both, and by several commands."""
    told = f'`rkconf lint --kernel-version {named}`, or in a specification kernel_version = "{named}"'
    return f"correct the path, or tell which kernel it is: {told}"
