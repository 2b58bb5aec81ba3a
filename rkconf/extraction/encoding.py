"""Bytes beyond ASCII in a file that is not UTF-8: their characters are unknown.

Older files may be MacRoman or Latin-1. rkconf reads them as Latin-1; a byte without a printable character in Latin-1
shows that the file has another encoding.
"""

import re
from collections.abc import Iterator, Sequence

from rkconf.diagnostics import Problem
from rkconf.source import Source, Span

_BEYOND_ASCII = re.compile(r"[\x80-\xff]")
_NOT_LATIN_1 = re.compile(r"[\x80-\x9f]")


def unreadable(source: Source, spans: Sequence[Span]) -> Iterator[Problem]:
    """Yield a problem for the first byte that cannot be Latin-1."""
    for span in () if source.is_utf8 else spans:
        found = _NOT_LATIN_1.search(source.text, span.start, span.end)
        if found:
            message = f"{_unknown(found[0])}; save the file as UTF-8, or write this kernel by hand"
            yield Problem("not-understood", Span(*found.span()), message)
            return


def guessed(source: Source, spans: Sequence[Span]) -> Iterator[Problem]:
    """Yield a problem for each span with bytes that are read as Latin-1."""
    for span in () if source.is_utf8 else spans:
        found = _BEYOND_ASCII.search(source.text, span.start, span.end)
        if found:
            values = dict.fromkeys(_BEYOND_ASCII.findall(source.text, span.start, span.end))
            message = (
                f"{_unknown(*values)}; rkconf reads them as Latin-1: if that is wrong, save the file as UTF-8 first"
            )
            yield Problem("not-understood", Span(*found.span()), message)


def _unknown(*characters: str) -> str:
    values = ", ".join(f"0x{ord(character):02X}" for character in characters)
    which = f"byte {values}" if len(characters) == 1 else f"bytes {values}"
    return f"the file is not UTF-8, and the meaning of {which} is unknown"
