"""Write the code of the evaluated cells of a notebook, each character at its place in the notebook."""

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from rkconf.diagnostics import Problem
from rkconf.notebook.boxes import BoxFrame, frames
from rkconf.notebook.cells import CellScan
from rkconf.notebook.string_places import StringKind
from rkconf.notebook.strings import StringCode
from rkconf.source import Source, Span
from rkconf.syntax.reading import Reading

_BOXES = re.compile(
    r"""
      "[^"\\]*(?:\\.[^"\\]*)*"?(?P<string>)
    | ,(?P<comma>)
    | (?<![\w$`])(?P<name>[A-Za-z$][\w$`]*)\s*\[(?P<head>)
    | [\[{](?P<opener>)
    | [\]}](?P<closer>)
    | [-:]>(?P<arrow>)
    | \(\*(?P<comment>)
    | \\\((?P<linear>)
    | \\(?:\[\w*\]|.)?(?P<escape>)
    """,
    re.VERBOSE | re.DOTALL,
)
_LINEAR = re.compile(
    r"""
      "[^"\\]*(?:\\.[^"\\]*)*"?(?P<literal>)
    | \\\((?P<linear>)
    | \\\)(?P<end>)
    | \\\*(?P<box>)
    | \\(?:\r\n|[\ !\r\n])(?P<space>)
    | \\\[(?:IndentingNewLine|NewLine)\](?P<newline>)
    | \\\[\w*\](?P<character>)
    | \(\*(?P<remark>)
    """,
    re.VERBOSE | re.DOTALL,
)
_SKIPPED = re.compile(
    r'"[^"\\]*(?:\\.[^"\\]*)*"?(?P<string>)|\(\*(?P<comment>)|[\[{(](?P<opener>)|[\]})](?P<closer>)|,(?P<comma>)'
    r"|\\(?:\[\w*\]|.)?(?P<escape>)",
    re.DOTALL,
)
_DEPTHS = {"opener": 1, "closer": -1}
_NO_LINES = bytes.maketrans(b"\r\n", b"  ")
_READ = frozenset(BoxFrame) - {BoxFrame.SECOND, BoxFrame.HIDDEN, BoxFrame.LINEAR}
"""The frames in which a string is code."""

OnString: TypeAlias = Callable[[Span, StringKind], None]
"""Called with each string that holds code, with its quotes."""


class Projector:
    """Writes the code of a notebook; the method for a mark returns the offset at which the reading continues.

    ``filler`` is the byte between pieces of code, with which ``code`` is filled: a zero byte differs from a space.
    """

    def __init__(
        self, notebook: Source, code: bytearray, on_string: OnString | None = None, filler: bytes = b" "
    ) -> None:
        self._notebook, self._text, self._data = notebook, notebook.text, notebook.data
        self._code = code
        self._on_string = on_string
        self._strings = StringCode(self._text, self._data, code, filler)
        self._reading = Reading(notebook)
        self._frames: list[BoxFrame] = []
        self._end = 0

    def project(self) -> tuple[Problem, ...]:
        """Write the code of all evaluated cells; return the problems."""
        cells = CellScan(self._notebook)
        for content in cells.contents():
            # The content follows the name of its cell, whose bytes are not code.
            self._code[content.start - 1 : content.start] = b"\n"
            self._read(content)
        return cells.problems

    def _read(self, content: Span) -> None:
        self._frames, self._end = [BoxFrame.ELEMENT], content.end
        at = content.start
        while self._frames:
            is_linear = self._frames[-1] is BoxFrame.LINEAR
            mark = (_LINEAR if is_linear else _BOXES).search(self._text, at, self._end)
            if is_linear:
                self._copy(at, mark.start() if mark else self._end)
            if not mark:
                break
            at = self._STEPS[mark.lastgroup](self, mark)

    # Boxes

    def _string(self, mark: re.Match[str]) -> int:
        frame = self._frames[-1]
        start, end = mark.span()
        if frame in _READ:
            self._strings.write(start + 1, max(start + 1, end - 1))
            if self._on_string:
                is_text = frame is BoxFrame.ELEMENT and len(self._frames) == 1
                self._on_string(Span(start, end), StringKind.TEXT if is_text else StringKind.TOKEN)
            if frame is BoxFrame.ELEMENT:
                self._frames.pop()
        return end

    def _head(self, mark: re.Match[str]) -> int:
        frame = frames().get(mark["name"], BoxFrame.ARGUMENTS)
        if frame in {BoxFrame.ARGUMENTS, BoxFrame.HIDDEN}:
            self._copy(*mark.span())
        self._frames.append(frame)
        if frame is BoxFrame.HIDDEN:
            return self._skip(mark.end(), to_comma=False)
        return self._interpretation(mark.end()) if frame is BoxFrame.SECOND else mark.end()

    def _interpretation(self, start: int) -> int:
        """Copy the expression after the first comma; return the end of the arguments."""
        first = self._skip(start, to_comma=True)
        end = self._skip(first + 1, to_comma=True) if self._text[first : first + 1] == "," else first
        self._copy(first + 1, end)
        return self._skip(end, to_comma=False)

    def _opener(self, mark: re.Match[str]) -> int:
        within = self._frames[-1]
        if within is BoxFrame.ARGUMENTS or mark[0] == "[":
            self._copy(*mark.span())
            self._frames.append(BoxFrame.ARGUMENTS)
        else:
            self._frames.append(BoxFrame.LINES if within is BoxFrame.EXPRESSIONS else BoxFrame.ROW)
        return mark.end()

    def _closer(self, mark: re.Match[str]) -> int:
        if self._frames.pop() in {BoxFrame.ARGUMENTS, BoxFrame.HIDDEN}:
            self._copy(*mark.span())
        self._finish_element()
        return mark.end()

    def _finish_element(self) -> None:
        if self._frames and self._frames[-1] is BoxFrame.ELEMENT:
            self._frames.pop()

    def _comma(self, mark: re.Match[str]) -> int:
        match self._frames[-1]:
            case BoxFrame.FIRST | BoxFrame.EXPRESSIONS:
                return self._skip(mark.end(), to_comma=False)
            case BoxFrame.ARGUMENTS:
                self._copy(*mark.span())
            case BoxFrame.LINES:
                self._code[mark.start() : mark.end()] = b"\n"
            case _:
                pass
        return mark.end()

    def _arrow(self, mark: re.Match[str]) -> int:
        """Skip the value of an option of a box."""
        return self._skip(mark.end(), to_comma=True)

    def _comment(self, mark: re.Match[str]) -> int:
        return min(self._end, self._reading.comment_end(mark.start())[0])

    def _skip(self, start: int, *, to_comma: bool) -> int:
        """Return the offset of the bracket that closes the arguments around ``start``, or of a comma in front of it."""
        depth, at = 0, start
        ends = {"closer", "comma"} if to_comma else {"closer"}
        while mark := _SKIPPED.search(self._text, at, self._end):
            if not depth and mark.lastgroup in ends:
                return mark.start()
            depth += _DEPTHS.get(mark.lastgroup or "", 0)
            at = self._comment(mark) if mark.lastgroup == "comment" else mark.end()
        return self._end

    # Text between \( and \)

    def _linear(self, mark: re.Match[str]) -> int:
        self._frames.append(BoxFrame.LINEAR)
        return mark.end()

    def _linear_end(self, mark: re.Match[str]) -> int:
        self._frames.pop()
        self._finish_element()
        return mark.end()

    def _literal(self, mark: re.Match[str]) -> int:
        self._code[mark.start() : mark.end()] = self._data[mark.start() : mark.end()]
        if self._on_string:
            self._on_string(Span(*mark.span()), StringKind.LITERAL)
        return mark.end()

    def _box(self, mark: re.Match[str]) -> int:
        self._frames.append(BoxFrame.ELEMENT)
        return mark.end()

    def _newline(self, mark: re.Match[str]) -> int:
        self._code[mark.end() - 1 : mark.end()] = b"\n"
        return mark.end()

    def _character(self, mark: re.Match[str]) -> int:
        self._copy(*mark.span())
        return mark.end()

    def _remark(self, mark: re.Match[str]) -> int:
        end = min(self._end, self._reading.comment_end(mark.start())[0])
        self._code[mark.start() : end] = self._data[mark.start() : end].replace(b"\\ ", b"  ")
        return end

    def _copy(self, start: int, end: int) -> None:
        """Copy code; a line of a notebook is not one of its code."""
        self._code[start:end] = self._data[start:end].translate(_NO_LINES)

    def _pass_over(self, mark: re.Match[str]) -> int:
        return mark.end()

    # Functions, not methods of one object: those would keep its code, a copy of the file, beyond its end.
    _STEPS: Final[Mapping[str | None, Callable[["Projector", re.Match[str]], int]]] = {
        "string": _string, "comma": _comma, "head": _head, "opener": _opener,
        "closer": _closer, "arrow": _arrow, "comment": _comment, "linear": _linear,
        "escape": _pass_over, "literal": _literal, "end": _linear_end, "box": _box,
        "space": _pass_over, "newline": _newline, "character": _character, "remark": _remark,
    }  # fmt: skip
