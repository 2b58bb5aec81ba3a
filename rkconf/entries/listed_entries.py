"""The entries of a list that is read element by element, so that a long one takes no memory for its entries."""

from collections.abc import Iterator, Sequence

from rkconf.diagnostics import Problem
from rkconf.entries.document import LocatedEntry
from rkconf.entries.kernels import read_item
from rkconf.entries.static_values import StaticValues
from rkconf.kept_results import KeptResults
from rkconf.lazy_sequence import ItemsOfParts
from rkconf.record import record
from rkconf.syntax.tree import List, Node

MOST_KEPT_ELEMENTS = 200
"""The first elements of a file, which are kept as they were read; others are read again when they are used."""


@record
class ListElement:
    """The entries and problems in an element of a list."""

    entries: tuple[LocatedEntry, ...]
    problems: tuple[Problem, ...]


class ElementReader:
    """Reads elements of the lists of one file, and keeps the first ones, but not their whole expressions."""

    def __init__(self, values: StaticValues) -> None:
        self._values = values
        self._parsed: Node | None = None  # the element that is read for the first time
        self._kept = KeptResults(self._read, MOST_KEPT_ELEMENTS)

    def read(self, listing: List, number: int, node: Node | None = None) -> ListElement:
        """Return an element by its number; ``node`` is its expression, if that is known."""
        self._parsed = node
        return self._kept(listing, number)

    def _read(self, listing: List, number: int) -> ListElement:
        node, self._parsed = self._parsed or listing.items[number], None
        found = tuple(read_item(self._values, listing, number, node))
        entries = tuple(each for each in found if isinstance(each, LocatedEntry))
        return ListElement(entries, tuple(each for each in found if isinstance(each, Problem)))


def has_later_word(entry: LocatedEntry) -> bool:
    """Return whether the launch command of an entry has a word of the kernels of later versions than the default."""
    launch = entry.launch
    return launch is not None and launch.has_later_word


class ListedEntries:
    """The entries of one list; `elements` reads all of them, and notes their names and whether any may be newer."""

    def __init__(self, listing: List, reader: ElementReader) -> None:
        self.names: list[str] = []
        self.has_later_words = False
        self._listing = listing
        self._reader = reader
        self._entries = ItemsOfParts(lambda number: reader.read(listing, number).entries)

    def elements(self) -> Iterator[tuple[Node, ListElement]]:
        """Yield the elements in the order of the list, each with its expression."""
        for number, node in enumerate(self._listing.items):
            element = self._reader.read(self._listing, number, node)
            self._entries.add(number, len(element.entries))
            self.names += (entry.name for entry in element.entries)
            self.has_later_words |= any(map(has_later_word, element.entries))
            yield node, element

    @property
    def entries(self) -> Sequence[LocatedEntry]:
        """The entries, after all elements were read once."""
        return self._entries.items
