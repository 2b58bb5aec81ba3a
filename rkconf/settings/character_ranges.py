"""Sets of characters, as sorted ranges of their codes."""

import sys
from collections.abc import Iterable, Iterator

Ranges = tuple[tuple[int, int], ...]
"""The first and the last code of each range."""


def merged(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """Return ranges in order, with those joined that overlap or touch."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def complement(ranges: Ranges) -> Ranges:
    """Return the characters that are in no range, except the zero character, which no path contains."""
    starts = (1, *(last + 1 for _, last in ranges))
    ends = (*(first - 1 for first, _ in ranges), sys.maxunicode)
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start <= end)


def without(ranges: Ranges, character: str) -> Ranges:
    """Return the ranges without one character."""
    return tuple(_parts(ranges, ord(character)))


def _parts(ranges: Ranges, code: int) -> Iterator[tuple[int, int]]:
    for first, last in ranges:
        if first <= code <= last:
            yield from (part for part in ((first, code - 1), (code + 1, last)) if part[0] <= part[1])
        else:
            yield first, last
