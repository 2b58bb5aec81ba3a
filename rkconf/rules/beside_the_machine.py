"""LaunchKernels has an argument beside the description of a machine.

``LaunchKernels`` takes nothing, a number, one description or a list of descriptions. With a number or a
second machine beside a description it returns ``$Failed`` without a message. Source: the parallel package
of 10.0, 11.0 and 11.1, an error in the first two; the documentation of 13.3 and later lists no such form.

Bad:

    LaunchKernels[RemoteMachine["node1"], 4]

Good:

    LaunchKernels[RemoteMachine["node1", 4]]

Exceptions:

``LaunchKernels["host", 4]`` works from 11.1 on, where it is not reported, and neither is
``LaunchKernels["wstp://server", 4]``. With an address such as ``ssh://host`` no version documents it.

Fix safety:

This fix is safe: it puts several descriptions into a list. A number has no fix.
"""

from collections.abc import Iterator

from rkconf.command import Target
from rkconf.command.repair import safe
from rkconf.descriptions import LAUNCH, LaunchCall
from rkconf.descriptions.address import read_address
from rkconf.descriptions.lists import default_list
from rkconf.descriptions.reader import HEADS
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span
from rkconf.syntax.tree import FunctionCall, List, Node, Number, literal_text

_MACHINES = (*HEADS, "RemoteMachine")
_PAIR = 2
_SSH = "ssh"


@rule("RK817", Severity.WARNING, Subject.LAUNCH_CALL, fix=Applicability.SAFE)
def check(call: LaunchCall, target: Target) -> Iterator[Finding]:
    """Find a second argument after a description or a list of descriptions."""
    if call.function != LAUNCH or LAUNCH not in target.version.parallel_functions or len(call.arguments) < _PAIR:
        return
    first, *others = call.arguments
    is_refused = _is_host_with_count(call.arguments) and not target.version.host_with_count
    if not (is_refused or _is_machine(first, addresses=bool(default_list(target.version)))):
        return
    beside = others[0]
    severity = Severity.ERROR if target.version.is_parallel_package_read() else None
    outcome = "no kernel starts" if severity else "it may start no kernel"
    message = f"LaunchKernels takes one description or a list of them; with this argument {outcome}"
    if all(_is_described(node) for node in call.arguments):
        last = others[-1].span.end
        edits = (Edit.replace(Span(first.span.start, first.span.start), "{"), Edit.replace(Span(last, last), "}"))
        fix = safe("write a list", *edits)
        yield Finding(beside.span, message, fix.description, fix, severity)
    elif isinstance(beside, Number):
        yield Finding(beside.span, message, _advice(first), severity=severity)


def _advice(first: Node) -> str:
    if isinstance(first, List):
        return "put the number into each description"
    if _is_call(first):
        return "put the number into the description"
    return "write the number after the address: ssh://host?4" if _is_address(first) else _HOST


_HOST = "describe the host: RemoteMachine[host, number]"


def _is_host_with_count(arguments: tuple[Node, ...]) -> bool:
    return len(arguments) == _PAIR and literal_text(arguments[0]) is not None and isinstance(arguments[1], Number)


def _is_call(node: Node) -> bool:
    return isinstance(node, FunctionCall) and node.calls(*_MACHINES)


def _is_address(node: Node) -> bool:
    """Return whether an argument is an address for ssh; 12.2 documents that of a server beside a number."""
    text = literal_text(node)
    scheme = read_address(text).scheme if text is not None else None
    return scheme is not None and scheme.text.lower() == _SSH


def _is_described(node: Node) -> bool:
    return _is_call(node) or _is_address(node)


def _is_machine(node: Node, *, addresses: bool) -> bool:
    """Return whether an argument describes one machine or several; older versions take no address at all."""
    if isinstance(node, List):
        return any(_is_call(item) or literal_text(item) is not None for item in node.items)
    return _is_call(node) or (addresses and _is_address(node))
