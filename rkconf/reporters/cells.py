"""Lines as a terminal shows them: characters have widths, and a long line is cut around its marked part."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, takewhile

from rkconf.printable import picture
from rkconf.record import record

_TAB = 4
_ELLIPSIS = "…"


@cache
def _width_of(character: str) -> int:
    """Return the number of columns of a character: two for a Chinese one, none for a combining accent."""
    from wcwidth import wcwidth

    return max(0, int(wcwidth(character)))


@record
class ScreenCell:
    """A character as it is shown, its number of columns, and whether it is marked."""

    shown: str
    width: int
    marked: bool


@record
class ScreenLine:
    """The cells of a line; those from ``start`` up to, not including, ``end`` must stay visible."""

    cells: Sequence[ScreenCell]
    start: int
    end: int
    ellipsis: str = _ELLIPSIS

    def shown(self, width: int) -> tuple[str, str]:
        """Return the text and the carets below its marked part; neither is wider than ``width``."""
        cells, before, after = self._window(width - 2 * len(self.ellipsis))
        text = before + "".join(cell.shown for cell in cells) + after
        return text.rstrip(), (" " * len(before) + _carets(cells)).rstrip()

    def _window(self, width: int) -> tuple[Sequence[ScreenCell], str, str]:
        """Cut the line to a width; an ellipsis marks each side that is cut."""
        if _columns(self.cells) <= width:
            return self.cells, "", ""
        room = max(0, width - _columns(self.cells[self.start : self.end]))
        # The text in front gets the room that the text after does not need.
        before = max(room // 2, room - _columns(self.cells[self.end :]))
        start = self.start - _fitting(reversed(self.cells[: self.start]), before)
        end = start + _fitting(self.cells[start:], width)
        return self.cells[start:end], self.ellipsis * (start > 0), self.ellipsis * (end < len(self.cells))


def screen_line(pieces: Iterable[tuple[str, bool]], encoding: str = "utf-8") -> ScreenLine:
    """Return a line of pieces of text, each marked or not; an empty marked piece marks a place.

    A character that the terminal's encoding lacks is shown as an escape of several columns.
    """
    cells: list[ScreenCell] = []
    marks: list[int] = []
    column = 0
    for text, marked in pieces:
        marks += [len(cells), len(cells) + len(text)] if marked else []
        for character in text:
            shown = " " * (_TAB - column % _TAB) if character == "\t" else in_encoding(picture(character), encoding)
            cells.append(ScreenCell(shown, len(shown) if shown.isascii() else sum(map(_width_of, shown)), marked))
            column += cells[-1].width
    return ScreenLine(cells, min(marks, default=0), max(marks, default=0), _ellipsis(encoding))


def in_encoding(text: str, encoding: str) -> str:
    """Return a text with escapes for the characters that an encoding lacks, as Python prints them."""
    return text if text.isascii() else text.encode(encoding, "backslashreplace").decode(encoding)


def _ellipsis(encoding: str) -> str:
    return _ELLIPSIS if in_encoding(_ELLIPSIS, encoding) == _ELLIPSIS else "..."


def _columns(cells: Iterable[ScreenCell]) -> int:
    return sum(cell.width for cell in cells)


def _fitting(cells: Iterable[ScreenCell], width: int) -> int:
    """Return how many of the cells, from the first on, fit into a width."""
    ends = accumulate(cell.width for cell in cells)
    return sum(1 for _ in takewhile(lambda end: end <= width, ends))


def _carets(cells: Sequence[ScreenCell]) -> str:
    carets = "".join(("^" if cell.marked else " ") * cell.width for cell in cells)
    if "^" in carets:
        return carets
    # Only a combining accent is marked: it is shown above the preceding character.
    column = 0
    for cell in cells:
        if cell.marked:
            return " " * max(0, column - 1) + "^"
        column += cell.width
    return ""
