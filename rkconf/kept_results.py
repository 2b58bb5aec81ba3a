"""A function whose results are kept: those of its first calls, and of its last ones."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar

Result = TypeVar("Result")

MOST_RECENT = 20
"""The last results that are kept besides."""


class KeptResults(Generic[Result]):
    """The results of a function of a long file; others than the first and the last ones are computed again.

    A file is read from its beginning several times. Of a file with a few parts more than are kept, the last results
    alone would never have the next part.
    """

    def __init__(self, function: Callable[..., Result], most: int) -> None:
        """Begin without results; ``most`` is the number of first ones that are kept."""
        self._first: dict[tuple[Hashable, ...], Result] = {}
        self._most = most
        self._recent = lru_cache(maxsize=MOST_RECENT)(function)

    def __call__(self, *arguments: Hashable) -> Result:
        """Return the result for these arguments, which have to be hashable."""
        if arguments in self._first:
            return self._first[arguments]
        result = self._recent(*arguments)
        if len(self._first) < self._most:
            self._first[arguments] = result
        return result
