"""Draw sheets as SVG: a grid of characters, with colours for light and dark pages, in one file."""

from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

from rkconf.diagram.layout import Anchor, Arrow, Box, Label, Sheet
from rkconf.printable import printable

_COLUMN = 8.5
"""The width of a character: slightly more than in common fonts of this size."""
_ROW = 20.0
_SIZE = 14
_HEAD = 7
"""The length of an arrow's head."""
_ANCHORED = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}
"""The position of the anchor in a text, as a fraction of its length."""
# A page may be light or dark; a separate background keeps the picture readable on both.
_STYLE = f"""\
text {{ font: {_SIZE}px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre; }}
text {{ fill: #1f2328; }}
.paper {{ fill: #ffffff; }}
.machine {{ fill: none; stroke: #59636e; stroke-width: 1.5; }}
.call {{ fill: none; stroke: #0969da; stroke-width: 1.5; }}
.tunnel {{ fill: none; stroke: #0969da; stroke-width: 5; }}
.inside {{ fill: none; stroke: #ffffff; stroke-width: 2; }}
.head {{ fill: #0969da; stroke: none; }}
.faint {{ fill: #59636e; }}
@media (prefers-color-scheme: dark) {{
  text {{ fill: #f0f6fc; }}
  .paper {{ fill: #0d1117; }}
  .machine {{ stroke: #9198a1; }}
  .call {{ stroke: #4493f8; }}
  .tunnel {{ stroke: #4493f8; }}
  .inside {{ stroke: #0d1117; }}
  .head {{ fill: #4493f8; }}
  .faint {{ fill: #9198a1; }}
}}
"""


def draw(sheets: Sequence[Sheet]) -> str:
    """Return one SVG with the sheets, one below the other."""
    width = (max(sheet.width for sheet in sheets) + 1) * _COLUMN
    height = sum(sheet.height + 1 for sheet in sheets) * _ROW
    size = f'viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}"'
    lines = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        f"<title>{_text(sheets[0].labels[0].text)}</title>",
        f"<style>\n{_STYLE}</style>",
        f'<rect class="paper" width="{width:g}" height="{height:g}" rx="6"/>',
        *_placed(sheets),
        "</svg>",
    )
    return "".join(f"{line}\n" for line in lines)


def _placed(sheets: Iterable[Sheet]) -> Iterator[str]:
    row = 0
    for sheet in sheets:
        yield f'<g transform="translate({_COLUMN:g} {(row + 0.5) * _ROW:g})">'
        for box in sheet.boxes:
            yield from _box(box)
        for arrow in sheet.arrows:
            yield from _arrow(arrow)
        yield from map(_label, sheet.labels)
        yield "</g>"
        row += sheet.height + 1


def _box(box: Box) -> Iterator[str]:
    """Draw a machine; its name interrupts the upper edge."""
    x, y = (box.column + 0.5) * _COLUMN, (box.row + 0.5) * _ROW
    width, height = (box.width - 1) * _COLUMN, (box.height - 1) * _ROW
    yield f'<rect class="machine" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="4"/>'
    yield from _on_paper(box.column + 3, box.row, box.title)


def _arrow(arrow: Arrow) -> Iterator[str]:
    """Draw a call; its purpose interrupts the line."""
    y = (arrow.row + 0.5) * _ROW
    start, end = (arrow.start - 0.5) * _COLUMN, (arrow.end + 0.5) * _COLUMN
    tip, base = (start, start + _HEAD) if arrow.points_left else (end, end - _HEAD)
    for line in ("tunnel", "inside") if arrow.is_in_tunnel else ("call",):
        yield f'<path class="{line}" d="M{start if tip == end else end:g} {y:g}H{base:g}"/>'
    yield f'<path class="head" d="M{tip:g} {y:g}L{base:g} {y - 4:g}V{y + 4:g}Z"/>'
    yield from _on_paper(arrow.label_column, arrow.row, arrow.label)


def _on_paper(column: int, row: int, text: str) -> Iterator[str]:
    x, y, width = (column - 0.7) * _COLUMN, row * _ROW, (len(text) + 1.4) * _COLUMN
    yield f'<rect class="paper" x="{x:g}" y="{y:g}" width="{width:g}" height="{_ROW:g}"/>'
    yield _label(Label(column, row, text, Anchor.MIDDLE))


def _label(label: Label) -> str:
    y = (label.row + 0.72) * _ROW
    x = (label.column + _ANCHORED[label.anchor] * len(label.text)) * _COLUMN
    faint = ' class="faint"' if label.is_faint else ""
    return f'<text{faint} x="{x:g}" y="{y:g}" text-anchor="{label.anchor}">{_text(label.text)}</text>'


def _text(text: str) -> str:
    return escape(printable(text).replace("->", "→").replace("<-", "←"))
