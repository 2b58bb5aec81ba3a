"""Show a place in a text: the line, shortened to the screen, and carets below the characters that are meant."""

from dataclasses import dataclass
from functools import cache

from rkconf.source import Source, Span

_TAB = 4
# No character that is shown takes more bytes of UTF-8.
_BYTES = 4
# A byte from the first up to the second goes on with a character of UTF-8.
_CONTINUES, _BEGINS = 0x80, 0xC0
_ELLIPSIS = "…"


@cache
def _width_of(character: str) -> int:
    """Return the columns of a terminal that a character takes: a Chinese one two, an accent to combine none."""
    from wcwidth import wcwidth

    return max(0, int(wcwidth(character)))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A character as it is shown; ``marked`` where it is meant."""

    shown: str
    marked: bool

    @property
    def width(self) -> int:
        return len(self.shown) if self.shown.isascii() else sum(map(_width_of, self.shown))


def excerpt(source: Source, span: Span, width: int) -> tuple[str, str]:
    """Return the line where ``span`` begins and the line of carets below it; neither is wider than ``width``.

    A span that goes on in the next line is marked to the end of this one; an empty one gets one caret.
    """
    line = source.line(source.position(span.start).line)
    near = _near(source, line, span.start, _BYTES * width)
    end = max(min(span.end, near.end), span.start)
    cells = _cells(source, (Span(near.start, span.start), Span(span.start, end), Span(end, max(end, near.end))))
    cells, cut_left, cut_right = _window(cells, width - 2)
    before, after = _ELLIPSIS * (cut_left or near.start > line.start), _ELLIPSIS * (cut_right or near.end < line.end)
    text = before + "".join(cell.shown for cell in cells) + after
    carets = " " * len(before) + "".join(("^" if cell.marked else " ") * cell.width for cell in cells)
    return text.rstrip(), carets.rstrip()


def _near(source: Source, line: Span, offset: int, reach: int) -> Span:
    """Return the part of a line within ``reach`` bytes of a place: a line may be a megabyte long."""
    start, end = max(line.start, offset - reach), min(line.end, offset + reach)
    if not source.is_utf8:
        return Span(start, end)
    while start > line.start and _continues(source, start):
        start -= 1
    while end < line.end and _continues(source, end):
        end += 1
    return Span(start, end)


def _continues(source: Source, offset: int) -> bool:
    """Say whether the byte belongs to the character that began before it (UTF-8)."""
    return _CONTINUES <= source.data[offset] < _BEGINS


def _cells(source: Source, parts: tuple[Span, Span, Span]) -> list[_Cell]:
    before, marked, after = map(source.decode, parts)
    cells: list[_Cell] = []
    column = 0
    for index, character in enumerate(f"{before}{marked or after[:1] or ' '}{after if marked else after[1:]}"):
        meant = len(before) <= index < len(before) + max(len(marked), 1)
        cells.append(_Cell(_shown(character, column), meant))
        column += cells[-1].width
    return cells


def _shown(character: str, column: int) -> str:
    """Return what stands for a character on the screen: a tab is blanks, a control character a picture of it."""
    if character == "\t":
        return " " * (_TAB - column % _TAB)
    if character == "\u00a0":
        return "\u237d"
    code = ord(character)
    if code < ord(" "):
        return chr(0x2400 + code)
    return character if character.isprintable() else "\ufffd"


def _window(cells: list[_Cell], width: int) -> tuple[list[_Cell], bool, bool]:
    """Cut a long line around what is marked; say on which sides something is missing."""
    if sum(cell.width for cell in cells) <= width:
        return cells, False, False
    first = next(index for index, cell in enumerate(cells) if cell.marked)
    last = max(index for index, cell in enumerate(cells) if cell.marked) + 1
    room = max(0, width - sum(cell.width for cell in cells[first:last]))
    start = max(0, first - max(room // 2, room - len(cells) + last))
    end = start
    taken = 0
    while end < len(cells) and taken + cells[end].width <= width:
        taken += cells[end].width
        end += 1
    return cells[start:end], start > 0, end < len(cells)
