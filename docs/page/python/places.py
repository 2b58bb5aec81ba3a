"""Places as an editor in a browser counts them: lines and columns in characters, offsets in UTF-16 units."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate, chain
from typing import Any

from rkconf.edits import Edit
from rkconf.source import Source, Span

_MLOPEN = "<mlopen>"
_OUTSIDE_OF_THE_FIRST_PLANE = 0x10000


def field(source: Source) -> str:
    """Return the field of the page that holds a source."""
    return "mlopen" if source.name == _MLOPEN else "text"


def place(source: Source, span: Span) -> dict[str, Any]:
    """Return a span of a source as a `Place` of the protocol."""
    start, end = source.position(span.start), source.position(span.end)
    return {
        "field": field(source),
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        **_ends(source.data, span),
    }


def edits(source: Source, made: Iterable[Edit]) -> list[dict[str, Any]]:
    """Return edits of a source as the protocol has them, in the order of their places."""
    return [{"field": field(source), **_ends(source.data, each.span), "text": each.text} for each in sorted(made)]


def _ends(data: bytes, span: Span) -> dict[str, int]:
    if data.isascii():
        return {"start": span.start, "end": span.end}
    bytes_before, units_before = _offsets(data)
    start, end = (units_before[bisect_left(bytes_before, offset)] for offset in (span.start, span.end))
    return {"start": start, "end": end}


@lru_cache(maxsize=4)
def _offsets(data: bytes) -> tuple[list[int], list[int]]:
    """Return the bytes and the UTF-16 units before each character, and before the end."""
    text = data.decode()
    return _before(len(each.encode()) for each in text), _before(
        2 if ord(each) >= _OUTSIDE_OF_THE_FIRST_PLANE else 1 for each in text
    )


def _before(widths: Iterable[int]) -> list[int]:
    return list(_sums(widths))


def _sums(widths: Iterable[int]) -> Iterator[int]:
    return accumulate(chain((0,), widths))
