"""A sequence whose items are made when they are used: a long one takes no memory for them."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Generic, TypeVar, overload

Item = TypeVar("Item")


class LazySequence(Sequence[Item]):
    """Items that a function makes of their numbers, each time anew; two such sequences are never equal."""

    def __init__(self, size: int, make: Callable[[int], Item]) -> None:
        self._size = size
        self._make = make

    def __len__(self) -> int:
        """Return the number of items."""
        return self._size

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        """Return an item, or a part that is as lazy."""
        numbers = range(self._size)
        if isinstance(index, slice):
            part = numbers[index]
            return LazySequence(len(part), lambda at: self._make(part[at]))
        return self._make(numbers[index])


def chained(parts: Sequence[Sequence[Item]]) -> Sequence[Item]:
    """Return the items of all parts, one part after the other."""
    parts = [part for part in parts if part]
    if len(parts) <= 1:
        return parts[0] if parts else ()
    ends = tuple(accumulate(map(len, parts)))

    def item(number: int) -> Item:
        at = bisect_right(ends, number)
        return parts[at][number - ends[at]]  # counted from the end of the part

    return LazySequence(ends[-1], item)


class ItemsOfParts(Generic[Item]):
    """The items of numbered parts, such as the entries of the elements of a list: a part has none, one or several."""

    def __init__(self, read: Callable[[int], Sequence[Item]]) -> None:
        """Begin without parts; ``read`` returns the items of a part each time that one of them is used."""
        self._read = read
        self._parts = array("I")  # of each item

    def add(self, part: int, number: int) -> None:
        """Add the number of items of a part; the parts come in order."""
        self._parts.extend([part] * number)

    @property
    def items(self) -> Sequence[Item]:
        """The items of all parts that were added."""
        return LazySequence(len(self._parts), self._item) if self._parts else ()

    def _item(self, at: int) -> Item:
        part = self._parts[at]
        return self._read(part)[at - bisect_left(self._parts, part)]
