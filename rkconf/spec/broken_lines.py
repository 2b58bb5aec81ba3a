"""The keys and values in the lines of a file that is not TOML, as far as these show them.

Any line may be the broken one, so each is read on its own: also with a colon for the equals sign, without quotes, or
with a quote that is never closed. A value is also read up to the next key: a list or a text may have more lines.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from rkconf.record import record
from rkconf.source import Excerpt, Source, Span
from rkconf.spec import strings

_KEY = r"""(?P<key>[\w.-]+|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*(?:[:=]=?>?|->)"""
_BEGINS = re.compile(rf"[ \t]*(?:{_KEY}|\[)")
_INNER = re.compile(rf"[{{,][ \t]*{_KEY}")
_COMMENT = re.compile(r"[ \t]*#")
_PIECE = re.compile(r"""[^\s"'\[\]{},#]+""")


@record
class PossibleValue:
    """One way to read a value, with its key."""

    key: str
    """The last name of the key, without quotes; empty for a line without one."""
    text: Excerpt
    """The value without its quotes and escapes; of a line without a key, the whole line."""
    written: Excerpt
    """The value as it is written."""


def pieces(text: Excerpt) -> tuple[Excerpt, ...]:
    """Return the words between the spaces, quotes, brackets and commas of a text."""
    return tuple(text[each.start() : each.end()] for each in _PIECE.finditer(text.text))


def possible_values(source: Source) -> Iterator[PossibleValue]:
    """Yield the value of every line but comments, those in its braces, and those of several lines."""
    lines = [source.line(number) for number in range(1, source.line_number(len(source.data)) + 1)]
    for start, following in pairwise([*_beginnings(source, lines), len(lines)]):
        for at in range(start, following):
            yield from _in_line(source, lines[at])
        # A section of one line was read as that line.
        if following - start > 1:
            yield from _in_line(source, lines[start].to(lines[following - 1]))


def _beginnings(source: Source, lines: list[Span]) -> Iterator[int]:
    """Yield the indices of the first line, and of those with a key, the header of a table, or a comment."""
    for at, line in enumerate(lines):
        if not at or _COMMENT.match(source[line]) or _BEGINS.match(source[line]):
            yield at


def _in_line(source: Source, line: Span) -> Iterator[PossibleValue]:
    written = source[line]
    if _COMMENT.match(written):
        return
    found = _BEGINS.match(written)
    key = found["key"] if found else None
    # In front of a colon there may also be the user of a login.
    if not (found and key) or ":" in found[0]:
        yield from _values(source, "", line)
    if found and key:
        yield from _values(source, key, Span(line.start + found.end(), line.end))
    inner = [*_INNER.finditer(written, found.end() if found else 0)]
    ends = (*(each.start() for each in inner[1:]), len(written))
    for each, end in zip(inner, ends, strict=False):
        yield from _values(source, each["key"], Span(line.start + each.end(), line.start + end))


def _values(source: Source, key: str, value: Span) -> Iterator[PossibleValue]:
    written = source[value]
    start = value.start + len(written) - len(written.lstrip())
    place = Span(start, max(start, value.start + len(written.rstrip())))
    name = key.rpartition(".")[2].strip("\"'")
    for text in strings.read_broken(source, place):
        yield PossibleValue(name, text, source.excerpt(place))
