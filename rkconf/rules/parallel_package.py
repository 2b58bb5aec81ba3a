"""A parallel kernel is described in the syntax of another version.

Up to version 6, the Parallel Computing Toolkit launches kernels with
``LaunchSlave["host", "command"]``. From version 7 on, another package describes them with
``RemoteMachine["host", "command", n]`` and launches them with ``LaunchKernels``. In the wrong
version the expression has no meaning and returns unevaluated. The package must also be loaded: the
help text names the command.

Bad:

    LaunchSlave["node1",
      "ssh `1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel > /dev/null 2>&1 &"]      (in 7)

Good:

    LaunchKernels[RemoteMachine["node1",
      "ssh `1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel > /dev/null 2>&1 &"]]

Exceptions:

An assignment to ``$RemoteCommand`` is not checked.

Fix safety:

This fix is safe: it describes the same kernel in the syntax of the version. Several kernels, a call
with options, and a comment inside the call have no fix.
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
    """Compare the head of the call with that of the version."""
    version = target.version
    if not call.is_assignment and call.head != version.parallel_head:
        message = f"a Front End {version} does not know {call.head}"
        advice = f"use {version.parallel_head}, after {version.parallel_load}"
        yield Finding(call.head_span, message, advice, _fix(call, version))


def _fix(call: ParallelCall, version: Version) -> Fix | None:
    """Return a fix if the version has one call of the same meaning: not for several kernels, not with options."""
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
    """Return the span of the call itself, or of a ``LaunchKernels`` that contains nothing else."""
    if call.head == "LaunchSlave":
        return call.span
    # The enclosing text is parsed only if there is something to fix.
    from rkconf.entries.enclosing import argument_of

    launched = argument_of(call, _LAUNCH)
    return launched.span if launched and not _comments_beside(call, launched.span) else None


def _comments_beside(call: ParallelCall, whole: Span) -> bool:
    beside = (Span(whole.start, call.span.start), Span(call.span.end, whole.end))
    return any(any(comments(call.source, span)) for span in beside)
