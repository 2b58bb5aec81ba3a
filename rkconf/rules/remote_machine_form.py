"""A saved RemoteMachine with the wrong number of arguments.

The Remote Kernels tab saves its settings as ``RemoteMachine[host, command, n, enabled, custom]``;
later versions write a sixth argument. A machine that is saved in the form of another version does
not appear in the list.

Bad:

    RemoteMachine["node1", "ssh `1` ...", 2, True, True, {}]      (in 7)

Good:

    RemoteMachine["node1", "ssh `1` ...", 2, True, True]

Exceptions:

Options are not counted. Versions whose form is not known are not checked.

Fix safety:

This fix is unsafe: it removes the surplus arguments together with the settings in them. Missing
arguments have no fix.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Fix, Severity, alternatives
from rkconf.edits import Edit
from rkconf.entries import ParallelCall
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK705", Severity.ERROR, Subject.PARALLEL, fix=Applicability.UNSAFE)
def check(call: ParallelCall, target: Target) -> Iterator[Finding]:
    """Compare the number of arguments, without options, with the version."""
    known = target.version.remote_machine_arguments
    number = len(call.arguments)
    if call.head != target.version.parallel_head or not known or number in known:
        return
    message = f"RemoteMachine has {number} arguments; in {target.version} it has {alternatives(map(str, known))}"
    yield Finding(call.span, message, fix=_fix(call, max(known)))


def _fix(call: ParallelCall, most: int) -> Fix | None:
    if len(call.arguments) <= most:
        return None
    surplus = Span(call.arguments[most - 1].span.end, call.arguments[-1].span.end)
    return unsafe("remove the surplus arguments", Edit(surplus, b""))
