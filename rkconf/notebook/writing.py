r"""Translate edits of the code of a notebook to edits of its bytes, where that is safe.

Code is written only into a string that holds it already, with the escapes of that string. A string of one token, as in
boxes, keeps one: further tokens would need separate boxes. The first change of a notebook also removes the line
with `CacheID`, as the header of notebooks of versions 3 to 5 demands; without it the Front End reads the notebook
without the positions that it has saved.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from rkconf.edits import Edit, apply
from rkconf.errors import OverlappingEditsError
from rkconf.notebook.string_places import StringKind
from rkconf.notebook.strings import PIECE, code_of
from rkconf.notebook.text import NotebookText
from rkconf.source import Source, Span

_CACHE = re.compile(rb"\(\*CacheID: [0-9]+\*\)(?:\r\n|\r|\n)?")
_HEADER_LENGTH = 10_000
_WRITTEN = {"\\": "\\\\", '"': '\\"', "\r\n": "\\n", "\n": "\\n", "\r": "\\n", "\t": "\\t"}
"""How a character of the code is written; the end of a line after a backslash, which means nothing, is left out."""
_ESCAPED = re.compile(r'\\?(?:\r\n|\n|\r)|[\\"\t]')
_NOTHING = re.compile(rb"\x00+|\\[<>]|\\(?:\r\n|\r|\n)")
_TOKEN = re.compile(rb'[\w$`.]+|"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_LINE_ENDS = re.compile(rb"\r\n|\r|\n")


def edits_of_notebook(code: NotebookText, edits: Iterable[Edit]) -> tuple[Edit, ...] | None:
    """Return edits of the bytes of the notebook with the same effect; None if these bytes cannot be written safely."""
    by_string: dict[tuple[Span, StringKind], list[Edit]] = {}
    for edit in edits:
        string = code.strings.around(edit.span)
        if string is None:
            return None
        by_string.setdefault(string, []).append(edit)
    written = [_string_edits(code, string, kind, made) for (string, kind), made in by_string.items()]
    if any(each is None for each in written):
        return None
    return (*_without_cache(code.notebook), *(edit for each in written for edit in each or ()))


def _string_edits(code: NotebookText, string: Span, kind: StringKind, edits: Sequence[Edit]) -> Sequence[Edit] | None:
    """Return the edits of one string of the notebook; None if it would not hold exactly the changed code."""
    notebook = code.notebook
    if kind is StringKind.LITERAL:
        is_inside = all(string.start < edit.span.start and edit.span.end < string.end for edit in edits)
        return edits if is_inside else None
    places = _places(notebook, string)
    if any(offset not in places for edit in edits for offset in (edit.span.start, edit.span.end)):
        return None
    written = [Edit(Span(places[edit.span.start], places[edit.span.end]), _escaped(edit.data)) for edit in edits]
    try:
        after = _changed(notebook, string, written)
        wanted = _changed(code, string, edits)
    except OverlappingEditsError:
        return None
    read = code_of(after)
    is_same = _bare(read) == _bare(b" " + wanted[1:-1] + b" ")
    return written if is_same and (kind is StringKind.TEXT or _is_token(read)) else None


def _is_token(code: bytes) -> bool:
    """Return whether code is one word, number or string; other tokens are not replaced."""
    return _TOKEN.fullmatch(code.strip()) is not None


def _places(notebook: Source, string: Span) -> Mapping[int, int]:
    """Return where an edit of the code that begins or ends at an offset does so in the string; inside an escape, never.

    An offset in the middle of a quote is one side of it: that of the characters of the string.
    """
    body = Span(string.start + 1, string.end - 1)
    places = {offset: offset for offset in range(body.start, body.end + 1)}
    is_inside = False
    for piece in PIECE.finditer(notebook.text, body.start, body.end):
        for offset in range(piece.start() + 1, piece.end()):
            places.pop(offset)
        if piece.lastgroup == "quote":
            places[piece.start() + 1] = piece.start() if is_inside else piece.end()
            is_inside = not is_inside
    return places


def _escaped(data: bytes) -> bytes:
    text = data.decode("latin-1")
    return _ESCAPED.sub(lambda found: _WRITTEN.get(found[0], ""), text).encode("latin-1")


def _changed(source: Source, string: Span, edits: Iterable[Edit]) -> bytes:
    """Return the bytes of a string after edits of the source."""
    part = Source(source.name, source.data[string.start : string.end])
    start = string.start
    return apply(part, (Edit(Span(each.span.start - start, each.span.end - start), each.data) for each in edits))


def _bare(code: bytes) -> bytes:
    """Return code without the bytes that mean nothing."""
    return b"".join(_LINE_ENDS.sub(b"\n", _NOTHING.sub(b"", code)).split(b" "))


def _without_cache(notebook: Source) -> Iterable[Edit]:
    cache = _CACHE.search(notebook.data, 0, _HEADER_LENGTH)
    return (Edit(Span(*cache.span()), b""),) if cache else ()
