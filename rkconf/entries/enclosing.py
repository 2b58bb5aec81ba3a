"""Find the expressions that enclose a call for parallel kernels."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rkconf.entries.definitions import sets_call
from rkconf.entries.document import ParallelCall
from rkconf.source import Source, Span
from rkconf.syntax.tree import Assignment, FunctionCall

if TYPE_CHECKING:
    from rkconf.entries.nesting import EnclosedNode


def outward(call: ParallelCall) -> Iterator["EnclosedNode"]:
    """Yield the call and then the expressions around it, the innermost first."""
    current = call.enclosed
    while current:
        yield current
        current = current.outer


def defines_its_function(call: ParallelCall) -> bool:
    """Return whether a call is on the right of a definition of the same function: a package defines it.

    Only a call with a computed host is looked at, since the others describe a machine wherever they are.
    """
    if call.is_assignment or call.host is not None:
        return False
    outer = (each.node for each in outward(call))
    return any(isinstance(node, Assignment) and sets_call(node.target, call.head) for node in outer)


def first_argument_of(call: ParallelCall) -> FunctionCall | None:
    """Return the function call directly around, if this call is its first argument."""
    inner = call.enclosed
    outer = inner.outer.node if inner and inner.outer else None
    if inner and isinstance(outer, FunctionCall) and outer.arguments and outer.arguments[0] is inner.node:
        return outer
    return None


def argument_of(call: ParallelCall, function: str) -> FunctionCall | None:
    """Return ``function[call]``, in any context; None where the call is elsewhere or not the only argument."""
    outer = first_argument_of(call)
    if outer and outer.calls(function) and len(outer.arguments) == 1 and outer.span.end > call.span.end:
        return outer if is_closed(call.source, outer.span) else None
    return None


def is_closed(source: Source, call: Span) -> bool:
    """Return whether a call has its closing bracket."""
    return source[Span(call.end - 1, call.end)] == "]"
