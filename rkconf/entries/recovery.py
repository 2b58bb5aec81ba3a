"""Make the best of a list whose brackets do not fit: what fell into it, or into one of its entries, is taken out.

The problem itself is reported by the scanner. Without this, one forgotten bracket would hide every entry behind it, or
bring up further findings that say nothing new.
"""

from dataclasses import replace

from rkconf.syntax.tree import List, Node, Pair, String, Symbol


def unnested(listing: List) -> List:
    """Return a list of entries side by side, without the options of the Front End that follow it."""
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
    """Return the items before the first option of the Front End: those have symbols for names."""
    items = list(listing.items)
    foreign = (index for index, item in enumerate(items) if isinstance(item, Pair) and isinstance(item.key, Symbol))
    return items[: next(foreign, len(items))]


def looks_like_an_entry(node: Node) -> bool:
    """Say whether this is a name and a list of options, which no option of an entry is."""
    match node:
        case Pair(key=String(), value=List(items=[_, *_] as options)):
            return all(isinstance(option, Pair) and isinstance(option.key, String | Symbol) for option in options)
        case _:
            return False
