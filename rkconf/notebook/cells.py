"""Find the cells that the kernel evaluates, in one pass over a notebook."""

import re
from collections.abc import Iterator

from rkconf.diagnostics import Problem
from rkconf.notebook.boxes import box_table
from rkconf.record import record
from rkconf.source import Source, Span
from rkconf.syntax.reading import Reading

# As in the scanner, every alternative begins with a literal character, so that the text in between is skipped at full
# speed; an empty group names it.
_MARK = re.compile(
    r"""
      "[^"\\]*(?:\\.[^"\\]*)*"?(?P<string>)
    | \(\*(?P<comment>)
    | \\(?:\[\w*\]|.)?(?P<escape>)
    | Cell\s*\[(?P<cell>)
    | \[(?P<opener>)
    | \](?P<closer>)
    """,
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[\w$`]")
_GROUP = re.compile(r"\s*CellGroupData\s*\[")
_STYLE = re.compile(r'\s*,\s*"([^"\\]*)"')
_EVALUATABLE = re.compile(r"Evaluatable\s*->\s*(True|False)")


@record(frozen=False)
class _OpenCell:
    """A cell during the pass; ``depth`` is the number of brackets that are open inside of it."""

    name: Span
    start: int
    depth: int
    is_group: bool
    is_inline: bool
    end: int | None = None
    style: str = ""
    options: int = 0


class CellScan:
    """One pass over a notebook; afterwards ``problems`` has the brackets that do not match."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._text = source.text
        self._reading = Reading(source)
        self._depth = 0
        self._cells: list[_OpenCell] = []
        self.problems: tuple[Problem, ...] = ()

    def contents(self) -> Iterator[Span]:
        """Yield the content of each evaluated cell, from the bracket of the cell to its style."""
        at: int | None = 0
        while at is not None:
            start, at = at, None
            for mark in _MARK.finditer(self._text, start):
                if mark.lastgroup == "comment":
                    at = self._reading.comment_end(mark.start())[0]
                    break
                if content := self._step(mark):
                    yield content
        self._report_unclosed()

    def _step(self, mark: re.Match[str]) -> Span | None:
        """Follow one mark; return the content of the evaluated cell that it closes."""
        match mark.lastgroup:
            case "cell" if not _WORD.match(self._text, mark.start() - 1, mark.start()):
                self._open(mark)
            case "cell" | "opener":
                self._depth += 1
            case "closer":
                self._depth -= 1
                return self._close(mark)
            case "string":
                self._end_content(mark.end())
            case _:
                if mark[0] == r"\)":
                    self._end_content(mark.end())
        return None

    def _open(self, mark: re.Match[str]) -> None:
        self._depth += 1
        is_group = _GROUP.match(self._text, mark.end()) is not None
        is_inline = bool(self._cells) and not self._cells[-1].is_group
        name = Span(mark.start(), mark.end())
        self._cells.append(_OpenCell(name, mark.end(), self._depth, is_group, is_inline))

    def _close(self, mark: re.Match[str]) -> Span | None:
        if not self._cells or self._depth >= self._cells[-1].depth:
            self._end_content(mark.end())
            return None
        cell = self._cells.pop()
        self._end_content(mark.end())
        return Span(cell.start, cell.end) if cell.end is not None and self._is_evaluated(cell, mark.start()) else None

    def _end_content(self, at: int) -> None:
        """End the content of the innermost cell, if no bracket is open in it and its style follows."""
        cell = self._cells[-1] if self._cells else None
        if cell and cell.end is None and cell.depth == self._depth and (style := _STYLE.match(self._text, at)):
            cell.end, cell.style, cell.options = at, style[1], style.end()

    def _is_evaluated(self, cell: _OpenCell, end: int) -> bool:
        if cell.is_group or cell.is_inline:
            return False
        option = _EVALUATABLE.search(self._text, cell.options, end)
        return option[1] == "True" if option else cell.style in box_table().evaluated

    def _report_unclosed(self) -> None:
        """Report brackets that do not match; code after them may be missing."""
        if self._depth:
            end = len(self._text)
            place = self._cells[-1].name if self._cells else Span(end, end)
            message = "the brackets of this notebook do not match; rkconf may not read all of its cells"
            self.problems = (Problem("syntax-error", place, message, "open the notebook and save it again"),)
