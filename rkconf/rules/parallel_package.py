"""A parallel kernel described in the words of another version.

Up to 6 the Parallel Computing Toolkit launches kernels with ``LaunchSlave["host", "command"]``. From 7 on
another package describes them with ``RemoteMachine["host", "command", n]``, and ``LaunchKernels`` launches them. In the
wrong version the expression means nothing and comes back as it is. The package must be loaded, too: the help says how.

Bad:

    LaunchSlave["node1", "ssh `1` ..."]      (in 7)

Good:

    LaunchKernels[RemoteMachine["node1", "ssh `1` ..."]]
"""

import re
from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.edits import Edit
from rkconf.entries import ParallelCall
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.versions import Version

_HOST_AND_COMMAND = 2
_BEFORE = re.compile(r"LaunchKernels\s*\[\s*\Z")
_AFTER = re.compile(r"\s*\]")
_LONGEST = 100  # how far to look back


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
    if not around or call.options or (call.count or 1) > 1 or len(call.arguments) > _HOST_AND_COMMAND:
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
    text = call.source.text
    before = _BEFORE.search(text, max(0, call.span.start - _LONGEST), call.span.start)
    after = _AFTER.match(text, call.span.end)
    return Span(before.start(), after.end()) if before and after else None
