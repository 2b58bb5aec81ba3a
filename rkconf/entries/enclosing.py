"""Find the expressions that enclose a call for parallel kernels."""

from collections.abc import Iterator

from rkconf.entries.document import ParallelCall
from rkconf.entries.nesting import EnclosedNode
from rkconf.source import Source, Span
from rkconf.syntax.tree import FunctionCall


def outward(call: ParallelCall) -> Iterator[EnclosedNode]:
    """Yield the call and then the expressions around it, the innermost first."""
    current = call.enclosed
    while current:
        yield current
        current = current.outer


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
