"""What stands around a call that launches parallel kernels: the expressions that it is a part of."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rkconf.entries.document import ParallelCall
from rkconf.entries.parallel import HEADS
from rkconf.source import Source, Span
from rkconf.syntax import Region, parse, scan, statements
from rkconf.syntax.tree import Call, Node, Symbol, children


class Place(NamedTuple):
    """An expression and the one right around it; None for one that stands in no other."""

    node: Node
    outer: "Place | None"


def place_of(call: ParallelCall) -> Place | None:
    """Return where a call stands in its file; None where brackets do not fit, or nest too deep."""
    return _places(call.source).get(call.head_span.end)


def around(call: ParallelCall) -> Iterator[Place]:
    """Yield the call, and then what it is a part of, the innermost first."""
    place = place_of(call)
    while place:
        yield place
        place = place.outer


def first_argument_of(call: ParallelCall) -> Call | None:
    """Return the function call right around, of which this one is the first argument; None where there is none."""
    place = place_of(call)
    outer = place.outer.node if place and place.outer else None
    if place and isinstance(outer, Call) and outer.arguments and outer.arguments[0] is place.node:
        return outer
    return None


def argument_of(call: ParallelCall, function: str) -> Call | None:
    """Return ``function[call]``, in whatever context; None where the call stands elsewhere, or beside something."""
    outer = first_argument_of(call)
    if outer and outer.calls(function) and len(outer.arguments) == 1 and outer.span.end > call.span.end:
        return outer if is_closed(call.source, outer.span) else None
    return None


def is_closed(source: Source, call: Span) -> bool:
    """Say whether a call has its closing bracket."""
    return source[Span(call.end - 1, call.end)] == "]"


# What is asked about one call is asked about all of them.
@lru_cache(maxsize=1)
def _places(source: Source) -> dict[int, Place]:
    """Find the place of every call of a file, by the offset where its name ends."""
    reading = scan(source).reading
    regions = (region for region in statements(reading) if _mentions_a_call(source, region))
    found = (place for region in regions for place in _walk(parse(reading, region)))
    return {node.head.span.end: place for place in found if isinstance(node := place.node, Call) and _is_launch(node)}


def _mentions_a_call(source: Source, region: Region) -> bool:
    return any(source.text.find(head, region.span.start, region.span.end) >= 0 for head in HEADS)


def _walk(root: Node) -> Iterator[Place]:
    waiting = [Place(root, None)]
    while waiting:
        place = waiting.pop()
        yield place
        waiting += [Place(node, place) for node in children(place.node)]


def _is_launch(call: Call) -> bool:
    return isinstance(call.head, Symbol) and call.calls(*HEADS)
