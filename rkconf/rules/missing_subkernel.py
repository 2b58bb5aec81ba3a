"""A parallel kernel is started without ``-subkernel``.

With ``-subkernel`` a kernel counts as a parallel kernel, including for licensing. Without it, every
parallel kernel counts as a full kernel. The flag is documented from version 7 on. The master kernels of
10 to 12.1 refuse a kernel without it; that is known from the parallel packages of 10.0, 11.0 and 11.1,
and an error in the first two.

Bad:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -noinit > /dev/null 2>&1 &

Good:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &

Exceptions:

Kernels before version 7, and templates with ``ConnectionType->LinkLaunch``, are not checked.

Fix safety:

This fix is safe: the kernel starts and calculates in the same way, and only counts as a parallel
kernel.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import add_argument, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_COUNTS = "without -subkernel this counts as a full kernel, also for the licence"


@rule("RK503", Severity.WARNING, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find a parallel kernel without the flag, in versions that have it."""
    if not journey.launch.is_parallel or journey.launch.in_foreground or not kernel.is_known:
        return
    if target.kernel_version.subkernel_flag and not kernel.link.flag("subkernel"):
        fix = safe("add -subkernel", add_argument(journey, kernel, "-subkernel"))
        master = target.version
        refused = f"without -subkernel the master kernel of {master} refuses this kernel"
        message = refused if master.subkernel_required else _COUNTS
        severity = Severity.ERROR if master.subkernel_required and master.is_parallel_package_read() else None
        place = source_span(journey, kernel.program.raw)
        yield Finding(place, message, "add -subkernel after the kernel", fix, severity)
