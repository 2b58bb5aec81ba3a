"""Read the pairs of a list of rules, and report its other elements.

``{"a" -> 1 "b" -> 2}`` is a product of rules in the language. In a list of options it is a missing comma; the pairs
on both sides are still read.
"""

from collections.abc import Iterator
from typing import TypeAlias

from rkconf.diagnostics import Problem
from rkconf.source import Span
from rkconf.syntax.tree import List, Node, Pair, Product, String, is_missing

Chain: TypeAlias = tuple[Node, ...]
"""Nodes connected by arrows: a key and a value, or a single node."""


def pairs(listing: List) -> Iterator[Pair | Node | Problem]:
    """Yield the pairs of a list, its other elements, and the problems between them."""
    for index, item in enumerate(listing.items):
        yield from pairs_of_item(listing, index, item)


def pairs_of_item(listing: List, index: int, item: Node) -> Iterator[Pair | Node | Problem]:
    """Yield the pairs of one item of a list, and its problems."""
    if is_missing(item):
        yield _empty_slot(listing, index)
        return
    chains = tuple(_chains(item))
    for before, chain in zip((None, *chains), chains, strict=False):
        if before and _is_closed(before[-1]):
            yield _missing_comma(before)
        yield _value_problem(chain) or (item if len(chains) == 1 else _folded(chain))


def _chains(item: Node) -> Iterator[Chain]:
    """Split an element of a list at missing commas.

    In ``k1 -> v1 k2 -> v2`` the arrows connect ``k1``, the product ``v1 k2`` and ``v2``.
    """
    chain: list[Node] = []
    for link in _links(item):
        first, *others = link.factors if isinstance(link, Product) else (link,)
        chain.append(first)
        for other in others:
            yield tuple(chain)
            chain = [other]
    yield tuple(chain)


def _links(item: Node) -> Iterator[Node]:
    while isinstance(item, Pair):
        yield item.key
        item = item.value
    yield item


def _folded(chain: Chain) -> Node:
    *keys, value = chain
    for key in reversed(keys):
        value = Pair(key.span.to(value.span), key, value)
    return value


def _empty_slot(listing: List, index: int) -> Problem:
    separators = listing.separators
    at = separators[max(0, min(index, len(separators)) - 1)]
    return Problem(
        "syntax-error",
        at,
        "this comma has nothing on one side; the list has an empty element there",
        "remove the comma, or add the missing element",
    )


def _is_closed(node: Node) -> bool:
    """Return whether a comma is expected here; an unclosed string, already reported, may contain it."""
    return not isinstance(node, String) or node.is_closed


def _missing_comma(before: Chain) -> Problem:
    end = before[-1].span.end
    message = "a comma is missing here; Wolfram multiplies the elements on its two sides"
    return Problem("syntax-error", Span(end, end), message, "insert a comma")


def _value_problem(chain: Chain) -> Problem | None:
    for node in chain:
        if is_missing(node):
            return Problem(
                "syntax-error", node.span, "this arrow has nothing on one side", "write both a key and a value"
            )
    return None
