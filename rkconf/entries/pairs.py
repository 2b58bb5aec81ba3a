"""Read a list of rules: its pairs, and what else stands in it.

``{"a" -> 1 "b" -> 2}`` is a product of rules in the language. In a list of options it is a missing comma: the pairs
around it are still read.
"""

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from rkconf.diagnostics import Problem
from rkconf.source import Span
from rkconf.syntax.tree import List, Node, Pair, Product, String, is_missing

Chain: TypeAlias = tuple[Node, ...]
"""What is held together by arrows: a key and a value, or one lonely node."""


def pairs(listing: List) -> Iterator[Pair | Node | Problem]:
    """Yield the pairs of a list, everything else that stands in it, and the problems between."""
    for index, item in enumerate(listing.items):
        if is_missing(item):
            yield _empty_slot(listing, index)
            continue
        chains = tuple(_chains(item))
        for before, chain in zip((None, *chains), chains, strict=False):
            if before and _is_closed(before[-1]):
                yield _missing_comma(before)
            yield _value_problem(chain) or (item if len(chains) == 1 else _folded(chain))


def _chains(item: Node) -> Iterator[Chain]:
    """Cut what stands between two commas where a comma is missing.

    In ``k1 -> v1 k2 -> v2`` the arrows hold ``k1``, the product ``v1 k2`` and ``v2`` together.
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
    separators: Sequence[Span] = listing.separators
    at = separators[max(0, min(index, len(separators)) - 1)]
    return Problem(
        "syntax-error",
        at,
        "nothing stands beside this comma: the list has an empty element there",
        "remove the comma, or write what is missing",
    )


def _is_closed(node: Node) -> bool:
    """Say whether a comma is to be expected: a string without an end, which is reported already, may have had it."""
    return not isinstance(node, String) or node.is_closed


def _missing_comma(before: Chain) -> Problem:
    end = before[-1].span.end
    message = "a comma is missing here: what follows is multiplied with what stands before"
    return Problem("syntax-error", Span(end, end), message, "write a comma")


def _value_problem(chain: Chain) -> Problem | None:
    for node in chain:
        if is_missing(node):
            return Problem("syntax-error", node.span, "nothing stands beside this arrow", "write the key and the value")
    return None
