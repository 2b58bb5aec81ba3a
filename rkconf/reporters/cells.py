"""A line as a terminal shows it: every character takes its columns, and a long line is cut around what matters."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, takewhile
from typing import NamedTuple

from rkconf.reporters import picture

_TAB = 4
_ELLIPSIS = "…"


@cache
def _width_of(character: str) -> int:
    """Return the columns that a character takes: a Chinese one two, an accent to combine none."""
    from wcwidth import wcwidth

    return max(0, int(wcwidth(character)))


class Cell(NamedTuple):
    """A character as it is shown, the columns that it takes, and whether it is meant."""

    shown: str
    width: int
    marked: bool


class Line(NamedTuple):
    """The cells of a line, and which of them must stay in sight: ``start`` up to, not including, ``end``."""

    cells: Sequence[Cell]
    start: int
    end: int

    def shown(self, width: int) -> tuple[str, str]:
        """Return the text and the carets below what is marked; neither is wider than ``width``."""
        cells, before, after = self._window(width - 2 * len(_ELLIPSIS))
        text = before + "".join(cell.shown for cell in cells) + after
        return text.rstrip(), (" " * len(before) + _carets(cells)).rstrip()

    def _window(self, width: int) -> tuple[Sequence[Cell], str, str]:
        """Cut the line to a width; what is cut off on a side leaves an ellipsis there."""
        if _columns(self.cells) <= width:
            return self.cells, "", ""
        room = max(0, width - _columns(self.cells[self.start : self.end]))
        # What the text behind does not need is left to the text before.
        before = max(room // 2, room - _columns(self.cells[self.end :]))
        start = self.start - _fitting(reversed(self.cells[: self.start]), before)
        end = start + _fitting(self.cells[start:], width)
        return self.cells[start:end], _ELLIPSIS * (start > 0), _ELLIPSIS * (end < len(self.cells))


def line(pieces: Iterable[tuple[str, bool]]) -> Line:
    """Return the line of these pieces of text, each with whether it is marked; an empty piece marks a place."""
    cells: list[Cell] = []
    marks: list[int] = []
    column = 0
    for text, marked in pieces:
        marks += [len(cells), len(cells) + len(text)] if marked else []
        for character in text:
            shown = " " * (_TAB - column % _TAB) if character == "\t" else picture(character)
            cells.append(Cell(shown, len(shown) if shown.isascii() else sum(map(_width_of, shown)), marked))
            column += cells[-1].width
    return Line(cells, min(marks, default=0), max(marks, default=0))


def _columns(cells: Iterable[Cell]) -> int:
    return sum(cell.width for cell in cells)


def _fitting(cells: Iterable[Cell], width: int) -> int:
    """Return how many of the cells, from the first on, fit into a width."""
    ends = accumulate(cell.width for cell in cells)
    return sum(1 for _ in takewhile(lambda end: end <= width, ends))


def _carets(cells: Sequence[Cell]) -> str:
    carets = "".join(("^" if cell.marked else " ") * cell.width for cell in cells)
    if "^" in carets:
        return carets
    # An accent alone is meant: it stands over the character before it.
    column = 0
    for cell in cells:
        if cell.marked:
            return " " * max(0, column - 1) + "^"
        column += cell.width
    return ""
