"""The entries of a list that is read element by element, so that a long one takes no memory for its entries."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from rkconf.diagnostics import Problem
from rkconf.entries.document import LocatedEntry
from rkconf.entries.kernels import read_item
from rkconf.entries.static_values import StaticValues
from rkconf.lazy_sequence import ItemsOfParts
from rkconf.record import record
from rkconf.syntax.tree import List, Node

MOST_KEPT_ELEMENTS = 300
"""The elements of a file that are kept as they were read; others are read again when they are used."""


@record
class ListElement:
    """An element of a list: its expression, and the entries and problems in it."""

    node: Node
    entries: tuple[LocatedEntry, ...]
    problems: tuple[Problem, ...]


ReadElement: TypeAlias = Callable[[List, int], ListElement]
"""Returns the element of a list with this number."""


def element_reader(values: StaticValues) -> ReadElement:
    """Return a function that reads elements of the lists of one file, and keeps the last ones."""

    @lru_cache(maxsize=MOST_KEPT_ELEMENTS)
    def read(listing: List, number: int) -> ListElement:
        node = listing.items[number]
        found = tuple(read_item(values, listing, number, node))
        entries = tuple(each for each in found if isinstance(each, LocatedEntry))
        return ListElement(node, entries, tuple(each for each in found if isinstance(each, Problem)))

    return read


class ListedEntries:
    """The entries of one list; `elements` reads all of them, and notes their names."""

    def __init__(self, listing: List, read: ReadElement) -> None:
        self.names: list[str] = []
        self._listing = listing
        self._read = read
        self._entries = ItemsOfParts(lambda number: read(listing, number).entries)

    def elements(self) -> Iterator[ListElement]:
        """Yield the elements in the order of the list."""
        for number in range(len(self._listing.items)):
            element = self._read(self._listing, number)
            self._entries.add(number, len(element.entries))
            self.names += (entry.name for entry in element.entries)
            yield element

    @property
    def entries(self) -> Sequence[LocatedEntry]:
        """The entries, after all elements were read once."""
        return self._entries.items
