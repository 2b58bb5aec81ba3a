"""Draw sheets with the line-drawing characters that common terminals support."""

from collections.abc import Iterable

from rkconf.diagram.layout import Arrow, Box, Sheet
from rkconf.printable import printable

_PLAIN = str.maketrans("─│┌┐└┘═…", "-|++++=.")


def draw(sheets: Iterable[Sheet]) -> str:
    """Return the sheets as text, one below the other."""
    return "\n".join(_draw(sheet) for sheet in sheets)


def plain(text: str) -> str:
    """Return a drawing in ASCII, for output that supports nothing else."""
    return text.translate(_PLAIN)


def _draw(sheet: Sheet) -> str:
    page = [[" "] * sheet.width for _ in range(sheet.height)]
    for box in sheet.boxes:
        _draw_box(box, page)
    for arrow in sheet.arrows:
        _put(page, arrow.row, arrow.start, _line(arrow))
    for label in sheet.labels:
        _put(page, label.row, label.column, label.text)
    return "".join(f"{printable(''.join(line)).rstrip()}\n" for line in page)


def _put(page: list[list[str]], row: int, column: int, text: str) -> None:
    page[row][column : column + len(text)] = text


def _draw_box(box: Box, page: list[list[str]]) -> None:
    inside = box.width - 2
    _put(page, box.row, box.column, f"┌{f'─ {box.title} '.ljust(inside, '─')}┐")
    for row in range(box.row + 1, box.row + box.height - 1):
        _put(page, row, box.column, f"│{' ' * inside}│")
    _put(page, box.row + box.height - 1, box.column, f"└{'─' * inside}┘")


def _line(arrow: Arrow) -> str:
    line = ("═" if arrow.is_in_tunnel else "─") * (arrow.end - arrow.start)
    line = f"<{line[1:]}" if arrow.points_left else f"{line[:-1]}>"
    before = arrow.label_column - arrow.start - 1
    label = f" {arrow.label} "
    return line[:before] + label + line[before + len(label) :]
