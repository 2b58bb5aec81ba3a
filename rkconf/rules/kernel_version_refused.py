r"""The kernel that starts parallel kernels refuses kernels of this version.

Both kernels compare the versions of their parallel packages. A master kernel of 10 or later refuses
kernels of 6 and earlier, one of 11.1 or later also those of 7. A master kernel of 10 to 11.0 refuses
kernels of 11.1 and later. The kernel starts, is refused and ends. Kernels of 8 to 11.0 work with each
other. Source: the parallel packages of 10.0, 11.0 and of a later version.

Bad:

    ssh -l `3` `1` /opt/mathematica/11.3/wolfram -wstp -linkmode Connect `4` \
        -linkname `2` -subkernel -noinit > /dev/null 2>&1 &      (in 11.0, with a kernel 11.3)

Good:

    ssh -l `3` `1` /opt/mathematica/10.4/wolfram -wstp -linkmode Connect `4` \
        -linkname `2` -subkernel -noinit > /dev/null 2>&1 &

Exceptions:

For versions whose package is not known, nothing is reported. It is an error for kernels of 6 and earlier
with a master kernel of 10.0 or 11.0.
"""

from collections.abc import Iterator

from rkconf import versions
from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.invocation import named_version
from rkconf.command.repair import source_span
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import program_paths
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version

_EVALUATE = "RemoteEvaluate"


def _described(kernel: KernelDescription, target: Target) -> Iterator[Finding]:
    """Check the version in the path of a described kernel; a kernel of RemoteEvaluate has no parallel package."""
    for path in program_paths(kernel, target.version) if kernel.is_ssh and kernel.receiver != _EVALUATE else ():
        named = named_version(path)
        started = versions.released(named.text) if named else None
        if named and started and _is_refused(target.version, started):
            yield Finding(named.span, _message(target.version, started), _advice(target.version))


@rule("RK818", Severity.WARNING, Subject.KERNEL, also={Subject.DESCRIPTION: _described})
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare the version of a parallel kernel with those that the master kernel accepts."""
    if not journey.launch.is_parallel or not kernel.is_known:
        return
    master, named = target.version, kernel.named_version
    started = (versions.released(named.text) if named else None) or target.kernel_version
    if _is_refused(master, started):
        is_certain = master.finds_too_old(started) and master.is_parallel_package_read()
        span = named.span if named else source_span(journey, kernel.program.raw)
        severity = Severity.ERROR if is_certain else None
        yield Finding(span, _message(master, started), _advice(master), severity=severity)


def _is_refused(master: Version, started: Version) -> bool:
    return master.finds_too_old(started) or master.finds_too_new(started)


def _message(master: Version, started: Version) -> str:
    return f"a master kernel of {master} refuses parallel kernels of {started}"


def _advice(master: Version) -> str:
    oldest = next(each for each in versions.known(front_end=False) if not master.finds_too_old(each))
    accepted = [each for each in versions.known() if each.order >= oldest.order and not master.finds_too_new(each)]
    return f"start a kernel of {master}, or of another version from {oldest} to {accepted[-1]}"
