"""Count what a piece of work costs, without a clock: the same number on every machine, however busy it is."""

import sys
from collections.abc import Callable, Iterable
from types import FrameType
from typing import Any, TypeAlias

from rkconf.source import Excerpt, Source, Span

BYTES_OF_ONE_STEP = 64
"""Copying is much quicker than running Python: as many bytes are copied in the time of one line."""


TraceFunction: TypeAlias = Callable[[FrameType, str, Any], Any]


class Steps:
    """The steps of a piece of work: the lines of Python that run, the functions entered, and the bytes copied.

    A call of a function of C is a part of its line. To count it too takes as long as all the rest.
    """

    def __init__(self) -> None:
        self.lines = self.copied = 0

    @property
    def total(self) -> int:
        """All steps."""
        return self.lines + self.copied // BYTES_OF_ONE_STEP

    def counter(self) -> TraceFunction:
        """Return the function for `sys.settrace`, which counts whatever it is called for."""
        counted = self

        def count(_: FrameType, __: str, ___: object) -> TraceFunction:
            counted.lines += 1
            return count

        return count


def steps(work: Callable[[], object]) -> int:
    """Return the number of steps of a piece of work."""
    counted = Steps()
    methods = _counting(counted)
    traced = sys.gettrace()
    originals = {(owner, name): owner.__dict__[name] for owner, name, _ in methods}
    for owner, name, method in methods:
        setattr(owner, name, method)
    sys.settrace(counted.counter())
    try:
        work()
    finally:
        sys.settrace(traced)
        for (owner, name), original in originals.items():
            setattr(owner, name, original)
    return counted.total


def _counting(counted: Steps) -> list[tuple[type, str, Any]]:
    """Return the methods that copy text, with their length added to the steps."""
    part, decode, join, stand_in = Excerpt.__getitem__, Source.decode, Excerpt.join, Excerpt.stand_in

    def counted_part(self: Excerpt, index: slice) -> Excerpt:
        found = part(self, index)
        counted.copied += len(found)
        return found

    def counted_decode(self: Source, span: Span) -> str:
        counted.copied += len(span)
        return decode(self, span)

    def counted_join(_: type[Excerpt], parts: Iterable[Excerpt], anchor: int = 0) -> Excerpt:
        found = join(parts, anchor)
        counted.copied += len(found)
        return found

    def counted_stand_in(_: type[Excerpt], text: str, span: Span) -> Excerpt:
        counted.copied += len(text)
        return stand_in(text, span)

    return [
        (Excerpt, "__getitem__", counted_part),
        (Source, "decode", counted_decode),
        (Excerpt, "join", classmethod(counted_join)),
        (Excerpt, "stand_in", classmethod(counted_stand_in)),
    ]
