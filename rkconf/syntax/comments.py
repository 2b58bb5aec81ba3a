"""Find the comments of a file."""

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
