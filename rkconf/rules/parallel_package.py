"""A parallel kernel described in the words of another version.

Up to 6 the Parallel Computing Toolkit launches kernels with ``LaunchSlave["host", "command"]``. From 7 on
another package describes them with ``RemoteMachine["host", "command", n]``, and ``LaunchKernels`` launches them. In the
wrong version the expression means nothing and comes back as it is. The package must be loaded, too: the help says how.

Bad:

    LaunchSlave["node1", "ssh `1` ..."]      (in 7)

Good:

    LaunchKernels[RemoteMachine["node1", "ssh `1` ..."]]
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.edits import Edit
from rkconf.entries import ParallelCall
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax import comments
from rkconf.versions import Version

_LAUNCH = "LaunchKernels"


@rule("RK704", Severity.ERROR, Subject.PARALLEL, fix=Applicability.SAFE)
def check(call: ParallelCall, target: Target) -> Iterator[Finding]:
    """Compare the head with the one of the version."""
    version = target.version
    if not call.is_assignment and call.head != version.parallel_head:
        message = f"a Front End {version} does not know {call.head}"
        advice = f"use {version.parallel_head}, after {version.parallel_load}"
        yield Finding(call.head_span, message, advice, _fix(call, version))


def _fix(call: ParallelCall, version: Version) -> Fix | None:
    """Return a fix where the version says the same in one call: not for several kernels, not with options."""
    around = _launching(call)
    if not around or call.options or call.count_node:
        return None
    before, after = version.parallel_launch.split("{machine}")
    opening = Edit.replace(Span(around.start, call.head_span.end), before + version.parallel_head)
    closing = Edit.replace(Span(call.span.end, around.end), after)
    return safe(
        f"use {version.parallel_head}", opening, *([closing] if after or closing.span.start < around.end else [])
    )


def _launching(call: ParallelCall) -> Span | None:
    """Return what launches the kernel: the call itself, or the ``LaunchKernels`` around it and nothing else."""
    if call.head == "LaunchSlave":
        return call.span
    # What stands around is parsed only where there is something to fix.
    from rkconf.entries.enclosing import argument_of

    launched = argument_of(call, _LAUNCH)
    return launched.span if launched and not _comments_beside(call, launched.span) else None


def _comments_beside(call: ParallelCall, whole: Span) -> bool:
    beside = (Span(whole.start, call.span.start), Span(call.span.end, whole.end))
    return any(any(comments(call.source, span)) for span in beside)
