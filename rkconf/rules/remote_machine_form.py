"""A RemoteMachine with the wrong number of arguments.

The Remote Kernels tab saves its settings as ``RemoteMachine[host, command, n, enabled, custom]``;
from 10 on it writes a sixth argument, and reads five too. A machine that is saved in the form of a
later version does not appear in the list. ``LaunchKernels`` does not take the saved form: with more than
host, command, number and options it returns ``$Failed`` without a message. Source: the parallel package
of 10.0, 11.0 and 11.1; an error in the first two, since those were read.

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
from rkconf.entries.enclosing import outward
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import FunctionCall, List


@rule("RK705", Severity.ERROR, Subject.PARALLEL, fix=Applicability.UNSAFE)
def check(call: ParallelCall, target: Target) -> Iterator[Finding]:
    """Compare the number of arguments, without options, with the version."""
    known = target.version.remote_machine_arguments
    number = len(call.arguments)
    called = target.version.called_machine_arguments
    if called and call.head == target.version.parallel_head and _is_launched(call):
        yield from _called(call, called, target)
        return
    if call.head != target.version.parallel_head or not known or number in known:
        return
    message = f"RemoteMachine has {number} arguments; in {target.version} it has {alternatives(map(str, known))}"
    yield Finding(call.span, message, fix=_fix(call, max(known)))


def _called(call: ParallelCall, known: tuple[int, ...], target: Target) -> Iterator[Finding]:
    """Check a machine that a call of LaunchKernels gets; a list in the last place has options."""
    has_options = len(call.arguments) > 1 and isinstance(call.arguments[-1], List)
    number = len(call.arguments) - has_options
    if number > max(known):
        known_numbers = alternatives(map(str, known))
        message = (
            f"LaunchKernels takes a RemoteMachine with {known_numbers} arguments, not the saved form with {number}"
        )
        severity = None if target.version.is_parallel_package_read() else Severity.WARNING
        yield Finding(call.span, message, "remove the settings of the dialog", _fix(call, max(known)), severity)


def _is_launched(call: ParallelCall) -> bool:
    """Return whether LaunchKernels gets the machine, alone or in a list."""
    outer = (each.node for each in outward(call))
    around = next((node for node in outer if isinstance(node, FunctionCall) and not node.calls(call.head)), None)
    return around is not None and around.calls("LaunchKernels")


def _fix(call: ParallelCall, most: int) -> Fix | None:
    if len(call.arguments) <= most:
        return None
    surplus = Span(call.arguments[most - 1].span.end, call.arguments[-1].span.end)
    return unsafe("remove the surplus arguments", Edit(surplus, b""))
