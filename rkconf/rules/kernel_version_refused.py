"""The kernel that starts parallel kernels refuses kernels of this version.

Both kernels compare the versions of their parallel packages. A master kernel of 10 or later refuses
kernels of 6 and earlier, one of 11.1 or later also those of 7. A master kernel of 10 to 11.0 refuses
kernels of 11.1 and later. The kernel starts, is refused and ends. Kernels of 8 to 11.0 work with each
other. Source: the parallel packages of 10.0, 11.0 and of a later version.

Bad:

    ssh -l `3` `1` /opt/mathematica/11.3/wolfram -wstp ...      (in 11.0, with a kernel 11.3)

Good:

    ssh -l `3` `1` /opt/mathematica/10.4/wolfram -wstp ...

Exceptions:

For versions whose package is not known, nothing is reported. It is an error for kernels of 6 and earlier
with a master kernel of 10.0 or 11.0.
"""

from collections.abc import Iterator

from rkconf import versions
from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import source_span
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version


@rule("RK818", Severity.WARNING, Subject.KERNEL)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare the version of a parallel kernel with those that the master kernel accepts."""
    if not journey.launch.is_parallel or not kernel.is_known:
        return
    master, named = target.version, kernel.named_version
    started = (versions.released(named.text) if named else None) or target.kernel_version
    is_too_old = master.finds_too_old(started)
    if is_too_old or master.finds_too_new(started):
        is_certain = is_too_old and master.is_parallel_package_read()
        message = f"a master kernel of {master} refuses parallel kernels of {started}"
        span = named.span if named else source_span(journey, kernel.program.raw)
        severity = Severity.ERROR if is_certain else None
        yield Finding(span, message, _advice(master), severity=severity)


def _advice(master: Version) -> str:
    oldest = next(each for each in versions.known(front_end=False) if not master.finds_too_old(each))
    accepted = [each for each in versions.known() if each.order >= oldest.order and not master.finds_too_new(each)]
    return f"start a kernel of {master}, or of another version from {oldest} to {accepted[-1]}"
