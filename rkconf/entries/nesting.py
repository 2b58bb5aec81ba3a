"""The calls and texts that describe or launch parallel kernels, each with the expressions around it."""

from collections.abc import Iterator

from rkconf.descriptions.reader import HEADS
from rkconf.entries.keys import CALLS
from rkconf.record import record
from rkconf.source import Source
from rkconf.syntax import Region, parse, scan, statements
from rkconf.syntax.tree import FunctionCall, Node, String, Symbol, children

_NAMES = (*CALLS, *HEADS, "LaunchKernels")


@record
class EnclosedNode:
    """An expression and the one directly around it; None at the top level of the file."""

    node: Node
    outer: "EnclosedNode | None"


def enclosed_calls(source: Source) -> dict[int, EnclosedNode]:
    """Return every call of a file that describes or launches parallel kernels, by the offset at which its name ends.

    Each text in the same expressions may be the address of a kernel; it is found by the offset of its end.
    """
    reading = scan(source).reading
    regions = (region for region in statements(reading) if _mentions_a_call(source, region))
    found = (each for region in regions for each in _walk(parse(reading, region)))
    return {end: each for each in found if (end := _name_end(each.node)) is not None}


def _name_end(node: Node) -> int | None:
    """Return the end of the name of a call that launches kernels, or of a text; None for any other expression."""
    if isinstance(node, FunctionCall):
        return node.head.span.end if _launches(node) else None
    return node.span.end if isinstance(node, String) else None


def _mentions_a_call(source: Source, region: Region) -> bool:
    return any(source.text.find(name, region.span.start, region.span.end) >= 0 for name in _NAMES)


def _walk(root: Node) -> Iterator[EnclosedNode]:
    waiting = [EnclosedNode(root, None)]
    while waiting:
        current = waiting.pop()
        yield current
        waiting += [EnclosedNode(node, current) for node in children(current.node)]


def _launches(call: FunctionCall) -> bool:
    return isinstance(call.head, Symbol) and call.calls(*_NAMES)
