"""The kernel's path names another version than the kernel's.

A command is judged, and written, for one version of the kernel. A path with another number in it starts another
kernel: either the path or the version that rkconf was told is out of date.

Bad:

    ssh skye.local "'/Applications/Mathematica 6.app/Contents/MacOS/MathKernel'" -mathlink      (a kernel 7)

Good:

    ssh skye.local "'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'" -mathlink
"""

from collections.abc import Iterator
from re import IGNORECASE
from re import compile as regex

from rkconf import versions
from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule

_NAMED = regex(r"Mathematica[ _/\\-]?([0-9]+(?:\.[0-9]+)*)", IGNORECASE)


@rule("RK703", Severity.WARNING, Subject.JOURNEY)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare the number in the path with the kernel's version."""
    program = journey.kernel.program if journey.kernel else None
    named = _NAMED.search(program.text) if program else None
    if not program or not named:
        return
    # A number above all known versions says that the file is newer than rkconf, not that it is wrong.
    order, newest = versions.order(named[1]), versions.known()[-1].order
    if order and order != target.kernel_version.order and order <= newest:
        span = program.value[named.start(1) : named.end(1)].span
        message = f"this path is one of Mathematica {named[1]}, and the kernel is taken for {target.kernel_version}"
        yield Finding(span, message, f"correct the path, or say --kernel-version {named[1]}")
