"""Find the comments of a file, and the texts in which none can be written."""

import re
from collections.abc import Iterator

from rkconf.deferred import pattern
from rkconf.source import Source, Span
from rkconf.syntax.reading import Reading
from rkconf.syntax.scanner import scan

# A string hides the beginning of a comment, and so does an escape outside of a string.
_MARK = pattern(r'"|\(\*|\\.', re.DOTALL)


def comments(source: Source, within: Span | None = None) -> Iterator[Span]:
    """Yield every closed comment, from ``(*`` to ``*)``; a nested comment is part of the outer one.

    ``within`` is a span that begins outside of comments and strings.
    """
    for span, mark, is_closed in _texts(source, within):
        if mark == "(*" and is_closed:
            yield span


def literals(source: Source) -> list[Span]:
    """Return the strings and comments in order: a comment that is written inside of one is none."""
    return [span for span, _, _ in _texts(source)]


def _texts(source: Source, within: Span | None = None) -> Iterator[tuple[Span, str, bool]]:
    """Yield the strings and comments: the span, the mark that begins it, and whether it is closed."""
    reading = Reading(source) if within else scan(source).reading
    at, end = (within.start, within.end) if within else (0, len(source.data))
    while mark := _MARK.search(source.text, at, end):
        at = mark.end()
        if mark[0] in {'"', "(*"}:
            at, is_closed = (reading.string_end if mark[0] == '"' else reading.comment_end)(mark.start())
            yield Span(mark.start(), at), mark[0], is_closed
