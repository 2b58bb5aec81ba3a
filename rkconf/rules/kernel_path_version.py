"""The version in the kernel's path differs from the assumed one.

A command is checked for one kernel version. A path with another version number starts another
kernel: either the path is out of date, or the version that rkconf was given. A program that is new in a
later version, such as ``WolframKernel`` in 10, starts another kernel too.

Bad:

    ssh skye.local "'/Applications/Mathematica 6.app/Contents/MacOS/MathKernel'" -mathlink      (a kernel 7)

Good:

    ssh skye.local "'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'" -mathlink

Exceptions:

A number above all versions that rkconf knows is not reported, and neither are parallel kernels of another
version that the master kernel accepts; RK818 reports those that it refuses. Ignore the finding if the folder
merely has an old name.
"""

from collections.abc import Iterator

from rkconf import versions
from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import source_span
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.versions import Version


@rule("RK703", Severity.WARNING, Subject.KERNEL)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Compare the number in the path with the kernel's version."""
    named, assumed = kernel.named_version, target.kernel_version
    if not named:
        yield from _later_program(kernel, journey, target)
        return
    # A number that was never released only shows that the folder has another meaning, or that the kernel is newer.
    in_path = versions.released(named.text)
    if in_path and in_path.order != assumed.order and not (journey.launch.is_parallel and _may_mix(in_path, target)):
        message = f"this path belongs to Mathematica {named}, but the kernel is assumed to be {assumed}"
        severity = Severity.INFO if in_path.kernel_facts == assumed.kernel_facts else None
        yield Finding(named.span, message, _advice(named.text), severity=severity)


def _later_program(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Report a program of later versions, if they are not those that a master kernel accepts."""
    assumed, first = target.kernel_version, kernel.version(target.kernel_version)
    if first is not assumed and not (journey.launch.is_parallel and _may_mix(first, target)):
        program = kernel.program.base
        message = f"{program} is a program of Mathematica {first} and later, but the kernel is assumed to be {assumed}"
        yield Finding(source_span(journey, kernel.program.raw), message, _advice(first.name))


def _may_mix(kernel: Version, target: Target) -> bool:
    """Return whether the master kernel accepts parallel kernels of another version, as the packages of some do."""
    master = target.version
    is_accepted = not master.finds_too_old(kernel) and not master.finds_too_new(kernel)
    return bool(master.refused_kernels) and is_accepted and kernel.subkernel_flag == master.subkernel_flag


def _advice(named: str) -> str:
    """Return advice for files and for specifications: the finding is about both, and several commands print it."""
    ways = f'`rkconf lint --kernel-version {named}`, or kernel_version = "{named}" in a specification'
    return f"correct the path, or specify the kernel's version: {ways}"
