"""A sequence whose items are made when they are used: a long one takes no memory for them."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TypeVar, overload

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
    first, *others = parts or ((),)
    if not others:
        return first
    ends = tuple(accumulate(map(len, parts)))

    def item(number: int) -> Item:
        at = bisect_right(ends, number)
        return parts[at][number - ends[at]]  # counted from the end of the part

    return LazySequence(ends[-1], item)
