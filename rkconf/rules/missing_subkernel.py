"""A parallel kernel that is not told that it is one.

With ``-subkernel`` a kernel counts as a parallel kernel, for its licence too; without it every one of them takes the
place of a full kernel. The flag is attested from 7 on.

Bad:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit > /dev/null 2>&1 &

Good:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import add_argument, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK503", Severity.WARNING, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for the flag in versions that have it."""
    kernel = journey.kernel
    if not journey.launch.is_parallel or journey.launch.in_foreground or not kernel or not kernel.is_known:
        return
    if target.kernel_version.subkernel_flag and not kernel.link.flag("subkernel"):
        fix = safe("add -subkernel", add_argument(journey, kernel, "-subkernel"))
        message = "without -subkernel this takes the place of a full kernel"
        yield Finding(source_span(journey, kernel.program.raw), message, "add -subkernel behind the kernel", fix)
