"""Bytes that are no ASCII in a file that is no UTF-8: nobody knows which characters they are.

Older files may be MacRoman or Latin-1. rkconf reads them as Latin-1; what that has no character for shows that it is
something else.
"""

from collections.abc import Iterator, Sequence
from re import compile as regex

from rkconf.diagnostics import Problem
from rkconf.source import Source, Span

_BEYOND_ASCII = regex(r"[\x80-\xff]")
_NO_LATIN_1 = regex(r"[\x80-\x9f]")


def unreadable(source: Source, spans: Sequence[Span]) -> Iterator[Problem]:
    """Yield the first byte that is no character of Latin-1, if any."""
    for span in () if source.is_utf8 else spans:
        found = _NO_LATIN_1.search(source.text, span.start, span.end)
        if found:
            message = f"{_known(found[0])}; save the file as UTF-8, or write this kernel by hand"
            yield Problem("not-understood", Span(*found.span()), message)
            return


def guessed(source: Source, spans: Sequence[Span]) -> Iterator[Problem]:
    """Yield the bytes that are read as Latin-1, each text at its first one."""
    for span in () if source.is_utf8 else spans:
        found = _BEYOND_ASCII.search(source.text, span.start, span.end)
        if found:
            values = dict.fromkeys(_BEYOND_ASCII.findall(source.text, span.start, span.end))
            message = f"{_known(*values)}: read as Latin-1 here; where that is wrong, save the file as UTF-8 first"
            yield Problem("not-understood", Span(*found.span()), message)


def _known(*characters: str) -> str:
    values = ", ".join(f"0x{ord(character):02X}" for character in characters)
    which = f"the byte {values} is" if len(characters) == 1 else f"the bytes {values} are"
    return f"the file is no UTF-8, and nobody knows what {which}"
