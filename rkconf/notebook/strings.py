r"""Read a string of a notebook that holds code, such as ``"\"\<ssh host\>\""``.

Its code is written at the place of its characters, so that every offset stays. Outside of the strings of the code,
spaces replace the other bytes. Inside of them zero bytes do, which `rkconf.syntax` reads as nothing; those in front of
an escape belong to it.
"""

import re

from rkconf.source import Source

_QUOTE, _BACKSLASH, _NEWLINE = b'"', b"\\", b"\n"
_LINE_END = r"(?:\r\n|\r|\n)"

PIECE = re.compile(
    rf"""
      \\"(?P<quote>)
    | \\\\(?:\\{_LINE_END})*(?P<escaped>\\["\\n]|.)
    | \\\\(?P<backslash>)
    | \\{_LINE_END}(?P<continuation>)
    | \\[<>](?P<mark>)
    | \\(?:n|\[(?:IndentingNewLine|NewLine)\])(?P<newline>)
    | \\t(?P<tab>)
    | \\(?:\[\w+\]|.)?(?P<other>)
    | \(\*(?P<opener>)
    | \*\)(?P<closer>)
    """,
    re.VERBOSE | re.DOTALL,
)
"""The parts of a string of a notebook whose bytes differ from those of its code, or that decide how others are read."""
_OPERATORS = rb"-+*/:;=<>.|&@~^!?'%"
_TOKEN_BEFORE = re.compile(rb"(?P<word>[\w$`]+)\Z|(?P<operator>[%b]+)\Z" % _OPERATORS)
_TOKEN_AFTER = re.compile(rb"(?P<word>[\w$`])|(?P<operator>[%b])" % _OPERATORS)
_LONGEST_TOKEN = 1000
_COMMENT_DEPTHS = {"opener": 1, "closer": -1}
_COMMENT_MARK = re.compile(r"\(\*|\*\)")


def _closes(text: str, start: int, end: int) -> bool:
    """Return whether the comment that opens at ``start`` is closed."""
    depth = 0
    for mark in _COMMENT_MARK.finditer(text, start, end):
        depth += 1 if mark[0] == "(*" else -1
        if not depth:
            return True
    return False


class StringCode:
    """Writes the code of strings of a notebook into ``code``, which has as many bytes as the notebook.

    ``filler`` replaces the other bytes outside of the strings of the code.
    """

    def __init__(self, text: str, data: bytes, code: bytearray, filler: bytes = b" ") -> None:
        self._text, self._data, self._code, self._filler = text, data, code, filler
        self._is_inside = False  # a string of the code
        self._comments = 0
        self._comments_end = True

    def write(self, start: int, end: int) -> None:
        """Write the code of the characters between two quotes of the notebook."""
        if self._text.find("\\", start, end) < 0:
            self._copy(start, end)
            return
        self._is_inside, self._comments, self._comments_end, at = False, 0, True, start
        for piece in PIECE.finditer(self._text, start, end):
            self._copy(at, piece.start())
            if piece.lastgroup in _COMMENT_DEPTHS and not self._is_inside:
                self._count_comments(piece, end)
            at = self._piece(piece)
        self._copy(at, end)

    def _copy(self, start: int, end: int) -> None:
        self._code[start:end] = self._data[start:end]

    def _piece(self, piece: re.Match[str]) -> int:
        """Write one piece; return the offset after it."""
        kind, start, end = piece.lastgroup, piece.start(), piece.end()
        if kind == "quote" and not self._comments:
            self._quote(start, end)
        elif self._is_inside:
            self._piece_inside(piece)
        elif kind in {"escaped", "backslash"}:
            # A backslash of the code; the character after it is read for itself.
            end = start + 2
            self._put(start, end, _BACKSLASH)
        elif kind == "continuation":
            self._continue(start, end)
        else:
            self._piece_outside(kind, start, end)
        return end

    def _quote(self, start: int, end: int) -> None:
        self._code[start:end] = b'\0"' if self._is_inside else b'"\0'
        self._is_inside = not self._is_inside

    def _piece_inside(self, piece: re.Match[str]) -> None:
        start, end = piece.span()
        if piece.lastgroup in {"escaped", "backslash"}:
            escaped = piece["escaped"] or "\\"
            last = _NEWLINE if escaped == r"\n" else escaped[-1:].encode("latin-1")
            self._code[start:end] = bytes((end - start) - 2) + _BACKSLASH + last
        else:
            self._copy(start, end)

    def _piece_outside(self, kind: str | None, start: int, end: int) -> None:
        match kind:
            case "quote":
                self._put(start, end, _QUOTE)
            case "newline":
                self._put(start, end, _NEWLINE)
            case "mark" | "tab":
                pass
            case _:
                self._copy(start, end)

    def _count_comments(self, mark: re.Match[str], end: int) -> None:
        """Follow the nesting of comments; one without an end is ordinary text, as in `rkconf.syntax.reading`."""
        depth = _COMMENT_DEPTHS[mark.lastgroup or ""]
        if self._comments:
            self._comments += depth
        elif depth > 0 and self._comments_end:
            self._comments_end = _closes(self._text, mark.start(), end)
            self._comments = int(self._comments_end)

    def _put(self, start: int, end: int, last: bytes) -> None:
        """Write one character at the end of a span; the rest of it is spaces."""
        self._code[start:end] = last.rjust(end - start, self._filler)

    def _continue(self, start: int, end: int) -> None:
        """Leave out the end of a line of the notebook; move the token in front of it next to its rest."""
        before = _TOKEN_BEFORE.search(self._code[max(0, start - _LONGEST_TOKEN) : start])
        after = _TOKEN_AFTER.match(self._data, end)
        moved = before[0] if before and after and before.lastgroup == after.lastgroup else b""
        self._code[start - len(moved) : end] = moved.rjust(end - start + len(moved), self._filler)


def code_of(string: bytes) -> bytes:
    """Return the code in one string of a notebook, given with its quotes."""
    source = Source("", string)
    code = bytearray(b" ") * len(string)
    StringCode(source.text, string, code).write(1, len(string) - 1)
    return bytes(code)
