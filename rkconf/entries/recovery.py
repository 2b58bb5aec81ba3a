"""Recover the entries of a list with unmatched brackets.

A forgotten bracket moves the following entries or options into the list or entry before it; `unnested` moves them back.
The scanner reports the bracket. Without recovery, all following entries would be lost, or cause further findings.
"""

from rkconf.record import replace
from rkconf.syntax.tree import List, Node, Pair, String, Symbol


def unnested(listing: List) -> List:
    """Return the list with nested entries moved to its top level, and without options of the Front End."""
    items: list[Node] = []
    waiting = list(reversed(_own(listing)))
    while waiting:
        item = waiting.pop()
        inner: list[Node] = []
        if isinstance(item, Pair) and isinstance(item.value, List):
            own = _own(item.value)
            inner = [option for option in own if looks_like_an_entry(option)]
            options = tuple(option for option in own if not looks_like_an_entry(option))
            item = replace(item, value=replace(item.value, items=options))
        items.append(item)
        waiting += reversed(inner)
    return replace(listing, items=tuple(items))


def _own(listing: List) -> list[Node]:
    """Return the items in front of the first option of the Front End; such options have symbols as names."""
    items = list(listing.items)
    foreign = (index for index, item in enumerate(items) if isinstance(item, Pair) and isinstance(item.key, Symbol))
    return items[: next(foreign, len(items))]


def looks_like_an_entry(node: Node) -> bool:
    """Return whether this is a name with a list of options; an option of an entry never is."""
    match node:
        case Pair(key=String(), value=List(items=[_, *_] as options)):
            return all(isinstance(option, Pair) and isinstance(option.key, String | Symbol) for option in options)
        case _:
            return False
