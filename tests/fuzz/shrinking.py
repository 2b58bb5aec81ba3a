"""Make an invocation smaller while it still breaks the same law."""

from collections.abc import Callable, Iterator
from time import process_time
from typing import Final, TypeVar

from tests.fuzz.invocations import Invocation

MOST_ATTEMPTS: Final = 1_500
"""Invocations to try; a smaller input is convenient, and not worth more."""
_SECONDS = 60
"""Processor time after which no further invocation is tried: a run without an end takes long."""

Text = TypeVar("Text", str, bytes)
Keeps = Callable[[Invocation], bool]


class _Attempts:
    """The attempts that are left."""

    def __init__(self, keeps: Keeps, most: int) -> None:
        self._keeps, self._left = keeps, most
        self._end = process_time() + _SECONDS

    @property
    def are_left(self) -> bool:
        return self._left > 0 and process_time() < self._end

    def __call__(self, invocation: Invocation) -> bool:
        if not self.are_left:
            return False
        self._left -= 1
        return self._keeps(invocation)


def shrunk(invocation: Invocation, keeps: Keeps, most: int = MOST_ATTEMPTS) -> Invocation:
    """Return the smallest invocation found for which ``keeps`` is true, as it is for the given one."""
    attempt = _Attempts(keeps, most)
    while attempt.are_left:
        smaller = next(filter(attempt, _smaller(invocation)), None)
        if smaller is None:
            return invocation
        invocation = smaller
    return invocation


def _smaller(invocation: Invocation) -> Iterator[Invocation]:
    """Yield smaller invocations, those that remove most first."""
    for name in invocation.files:
        yield invocation._replace(files={key: data for key, data in invocation.files.items() if key != name})
    yield from _fewer_words(invocation)
    for name, data in invocation.files.items():
        yield from (invocation._replace(files={**invocation.files, name: less}) for less in _shorter(data))
    yield from (invocation._replace(stdin=less) for less in _shorter(invocation.stdin))
    yield from _shorter_words(invocation)


def _fewer_words(invocation: Invocation) -> Iterator[Invocation]:
    words = invocation.words
    for length in (2, 1):
        for start in range(1, len(words) - length + 1):
            yield invocation._replace(words=(*words[:start], *words[start + length :]))


def _shorter_words(invocation: Invocation) -> Iterator[Invocation]:
    words = invocation.words
    for place in range(1, len(words)):
        for less in _shorter(words[place]):
            yield invocation._replace(words=(*words[:place], less, *words[place + 1 :]))


def _shorter(text: Text) -> Iterator[Text]:
    """Yield the text without each piece: of half of its length, a quarter, and so on down to one."""
    length = (len(text) + 1) // 2
    while length:
        for start in range(0, len(text), length):
            yield text[:start] + text[start + length :]
        length //= 2
