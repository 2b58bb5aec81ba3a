"""LaunchKernels has an argument beside the description of a machine.

``LaunchKernels`` takes nothing, a number, one description or a list of descriptions. With a number or a
second machine beside a description it returns ``$Failed`` without a message. Source: the parallel package
of 10.0, 11.0 and 11.1, an error in the first two; the documentation of 13.3 and later lists no such form.

Bad:

    LaunchKernels[RemoteMachine["node1"], 4]

Good:

    LaunchKernels[RemoteMachine["node1", 4]]

Exceptions:

``LaunchKernels["host", 4]`` works from 11.1 on, where it is not reported.

Fix safety:

This fix is safe: it puts several descriptions into a list. A number has no fix.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.descriptions import LaunchCall
from rkconf.descriptions.reader import HEADS
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import FunctionCall, List, Node, Number, literal_text

_MACHINES = (*HEADS, "RemoteMachine")
_PAIR = 2


@rule("RK817", Severity.WARNING, Subject.LAUNCH_CALL, fix=Applicability.SAFE)
def check(call: LaunchCall, target: Target) -> Iterator[Finding]:
    """Find a second argument after a description or a list of descriptions."""
    if call.function != "LaunchKernels" or not target.version.parallel_functions or len(call.arguments) < 2:  # noqa: PLR2004 - a second argument
        return
    first, *others = call.arguments
    if not _is_machine(first) and not (_is_host_with_count(call.arguments) and not target.version.host_with_count):
        return
    beside = others[0]
    severity = Severity.ERROR if target.version.is_parallel_package_read() else None
    message = "LaunchKernels takes one description or a list of them; with this argument no kernel starts"
    if all(_is_call(node) for node in call.arguments):
        last = others[-1].span.end
        edits = (Edit.replace(Span(first.span.start, first.span.start), "{"), Edit.replace(Span(last, last), "}"))
        fix = safe("write a list", *edits)
        yield Finding(beside.span, message, fix.description, fix, severity)
    elif isinstance(beside, Number):
        yield Finding(beside.span, message, _advice(first), severity=severity)


def _advice(first: Node) -> str:
    if isinstance(first, List):
        return "put the number into each description"
    return (
        "put the number into the description" if _is_call(first) else "describe the host: RemoteMachine[host, number]"
    )


def _is_host_with_count(arguments: tuple[Node, ...]) -> bool:
    return len(arguments) == _PAIR and literal_text(arguments[0]) is not None and isinstance(arguments[1], Number)


def _is_call(node: Node) -> bool:
    return isinstance(node, FunctionCall) and node.calls(*_MACHINES)


def _is_machine(node: Node) -> bool:
    return _is_call(node) or (isinstance(node, List) and any(map(_is_call, node.items)))
