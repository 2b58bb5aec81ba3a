"""The calls and texts that describe or launch parallel kernels, each with the expressions around it."""

from collections.abc import Iterator

from rkconf.descriptions.reader import HEADS
from rkconf.entries.keys import CALLS
from rkconf.record import record
from rkconf.syntax import Statements
from rkconf.syntax.tree import FunctionCall, Node, String, Symbol, children

_NAMES = (*CALLS, *HEADS, "LaunchKernels")


@record
class EnclosedNode:
    """An expression and the one directly around it; None at the top level of the file."""

    node: Node
    outer: "EnclosedNode | None"


def enclosed_calls(statements: Statements, number: int) -> dict[int, EnclosedNode]:
    """Return every call of a statement that describes or launches parallel kernels, by the offset where its name ends.

    Each text in the same statement may be the address of a kernel; it is found by the offset of its end.
    """
    if not any(statements.mentions(number, name) for name in _NAMES):
        return {}
    every = _walk(statements.tree(number))
    return {end: each for each in every if (end := _name_end(each.node)) is not None}


def _name_end(node: Node) -> int | None:
    """Return the end of the name of a call that launches kernels, or of a text; None for any other expression."""
    if isinstance(node, FunctionCall):
        return node.head.span.end if _launches(node) else None
    return node.span.end if isinstance(node, String) else None


def _walk(root: Node) -> Iterator[EnclosedNode]:
    waiting = [EnclosedNode(root, None)]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += [EnclosedNode(node, current) for node in children(current.node)]


def _launches(call: FunctionCall) -> bool:
    return isinstance(call.head, Symbol) and call.calls(*_NAMES)
