"""A RemoteMachine with the wrong number of arguments.

The Remote Kernels tab saves its settings as ``RemoteMachine[host, command, n, enabled, custom]``;
from 10 on it writes a sixth argument, and upgrades five to six. It is not known what an older version does with
six. In a saved list, a machine with fewer arguments is not launched, and one other item
empties the whole list. ``LaunchKernels`` does not take the saved form: with more than host, command, number
and options it returns ``$Failed`` without a message. Source: the parallel packages of 10.0, 11.0 and 11.1; these
are errors in 10.0 and 11.0, which were read, and warnings elsewhere.

Bad:

    RemoteMachine["node1",
      "ssh `1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &",
      2, True, True, {}]      (in 7)

Good:

    RemoteMachine["node1",
      "ssh `1` /opt/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &",
      2, True, True]

Exceptions:

Options are not counted. Versions whose form is not known are not checked.

Fix safety:

This fix is unsafe: it removes the surplus arguments together with the settings in them. Missing
arguments have no fix.
"""

from collections.abc import Iterator, Sequence

from rkconf.command import Target
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Fix, Severity, alternatives
from rkconf.edits import Edit
from rkconf.entries import ParallelCall
from rkconf.entries.enclosing import outward
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import FunctionCall, List, Node, Pair, Symbol


@rule("RK705", Severity.ERROR, Subject.PARALLEL, fix=Applicability.UNSAFE)
def check(call: ParallelCall, target: Target) -> Iterator[Finding]:
    """Compare the number of arguments, without options, with the version."""
    version = target.version
    known, called = version.remote_machine_arguments, version.called_machine_arguments
    if call.head != version.parallel_head or not known:
        return
    severity = None if version.is_parallel_package_read() else Severity.WARNING
    if called and _is_launched(call):
        yield from _called(call, called, severity)
    elif len(call.arguments) not in known:
        message = f"RemoteMachine has {len(call.arguments)} arguments; in {version} it has {_numbers(known)}"
        yield Finding(call.span, message, fix=_fix(call, max(known)), severity=severity)
    elif len(call.arguments) in version.saved_machine_arguments:
        yield from _beside(call, version.saved_machine_arguments, severity)


def _numbers(known: tuple[int, ...]) -> str:
    return alternatives(map(str, known))


def _beside(call: ParallelCall, saved: tuple[int, ...], severity: Severity | None) -> Iterator[Finding]:
    """Check the other items of a list of the dialog, at its first machine."""
    items = _list_around(call)
    machines = [item for item in items if isinstance(item, FunctionCall) and item.calls(call.head)]
    if next((item for item in machines if _positional(item) in saved), None) is not _node(call):
        return
    for item in items:
        if item not in machines and not isinstance(item, Symbol):
            message = f"this is not a {call.head}, so none of the machines in this saved list is read"
            yield Finding(item.span, message, "remove it", severity=severity)
    for item in machines:
        if _positional(item) < min(saved):
            message = (
                f"a saved {call.head} has {_numbers(saved)} arguments; with {_positional(item)} it is not launched"
            )
            yield Finding(
                item.span, message, "add the settings of the dialog: number, enabled, custom", severity=severity
            )


def _list_around(call: ParallelCall) -> Sequence[Node]:
    """Return the items of the list that holds a machine; none if it is elsewhere."""
    around = call.enclosed.outer.node if call.enclosed and call.enclosed.outer else None
    return around.items if isinstance(around, List) else ()


def _node(call: ParallelCall) -> Node | None:
    return call.enclosed.node if call.enclosed else None


def _positional(machine: FunctionCall) -> int:
    """Return the number of arguments of a machine, without options."""
    return sum(not isinstance(each, Pair) for each in machine.arguments)


def _called(call: ParallelCall, known: tuple[int, ...], severity: Severity | None) -> Iterator[Finding]:
    """Check a machine that a call of LaunchKernels gets; a list in the last place has options."""
    has_options = len(call.arguments) > 1 and isinstance(call.arguments[-1], List)
    number = len(call.arguments) - has_options
    if number > max(known):
        message = (
            f"LaunchKernels takes a RemoteMachine with {_numbers(known)} arguments, not the saved form with {number}"
        )
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
