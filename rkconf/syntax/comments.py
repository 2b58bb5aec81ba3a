"""Where the comments of a file stand."""

from collections.abc import Iterator
from re import DOTALL
from re import compile as regex

from rkconf.source import Source, Span
from rkconf.syntax.reading import Reading
from rkconf.syntax.scanner import scan

# What hides the beginning of a comment: a string, and an escape outside of one.
_MARK = regex(r'"|\(\*|\\.', DOTALL)


def comments(source: Source, within: Span | None = None) -> Iterator[Span]:
    """Yield every closed comment, from ``(*`` to ``*)``; one inside another is part of it.

    ``within`` is a stretch that begins outside of comments and strings.
    """
    reading = Reading(source) if within else scan(source).reading
    at, end = (within.start, within.end) if within else (0, len(source.data))
    while mark := _MARK.search(source.text, at, end):
        at, closed = mark.end(), False
        if mark[0] == '"':
            at, _ = reading.string_end(mark.start())
        elif mark[0] == "(*":
            at, closed = reading.comment_end(mark.start())
        if closed:
            yield Span(mark.start(), at)
