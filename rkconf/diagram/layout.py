"""The layout of a picture in columns and rows of characters, for both text and SVG."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from textwrap import wrap

from rkconf.diagnostics import enumeration
from rkconf.diagram.network import FirewallOpening, NetworkMachine, Picture
from rkconf.diagram.rows import Connector, MachineCell, PictureRow, rows, visible
from rkconf.record import record

_WIDTH = 80
"""The width of a plain terminal; only long names make a picture wider."""
_LONGEST_NAME = 60
_FIRST_ROW = 3
"""The row after the title, an empty line and the upper edges."""


@record
class Box:
    """The box of a machine: its upper left corner, its size, and its name on the upper edge."""

    column: int
    row: int
    width: int
    height: int
    title: str


@record
class Arrow:
    """The arrow of a call in one row, from column ``start`` to ``end`` (exclusive); it points to the listener."""

    start: int
    end: int
    row: int
    label: str
    points_left: bool = False
    is_in_tunnel: bool = False

    @property
    def label_column(self) -> int:
        """The first column of the label."""
        return self.start + (self.end - self.start - len(self.label)) // 2


class Anchor(StrEnum):
    """The part of a text that keeps its place when a font changes its length."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@record
class Label:
    """Text that begins in a column; explanations are faint."""

    column: int
    row: int
    text: str
    anchor: Anchor = Anchor.START
    is_faint: bool = False


@record
class Sheet:
    """All drawn elements, and the size of the picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[Label, ...]


def lay_out(picture: Picture, words: Callable[[str], str] = str) -> Sheet:
    """Return the layout of a picture; ``words`` gives a paragraph of its text as it is shown."""
    title = Label(0, 0, visible(picture.title))
    if picture.network is None:
        lines = ["There is nothing to draw: rkconf sees no connection to another machine.", *picture.endings]
        return _sheet((), (), (title, *_text(lines, 2)))
    found = tuple(rows(picture.network))
    boxes = tuple(_boxes(picture.network.machines, found))
    arrows = tuple(arrow for number, row in enumerate(found, _FIRST_ROW) for arrow in _arrows(row, number, boxes))
    labels = (label for number, row in enumerate(found, _FIRST_ROW) for label in _labels(row, number, boxes))
    below = _text(map(words, _explained(picture)), len(found) + 5)
    return _sheet(boxes, arrows, (title, *labels, *below))


def _boxes(machines: Sequence[NetworkMachine], found: Sequence[PictureRow]) -> Iterator[Box]:
    """Yield the boxes from left to right; that of an intermediate machine ends with the last row that uses it."""
    last_shared = max(number for number, row in enumerate(found, 1) if row.joins_neighbours)
    column = 1
    for at, machine in enumerate(machines):
        width = _column_width(machine, (row.cells[at] for row in found if at in row.cells))
        height = (last_shared if 0 < at < len(machines) - 1 else len(found)) + 2
        yield Box(column, _FIRST_ROW - 1, width, height, _name(machine))
        column += width + max(
            (connector.width for row in found for connector in row.connectors if connector.is_between(at)), default=0
        )


def _sheet(boxes: tuple[Box, ...], arrows: tuple[Arrow, ...], labels: tuple[Label, ...]) -> Sheet:
    right = max([box.column + box.width for box in boxes] + [label.column + len(label.text) for label in labels])
    return Sheet(right + 1, max(label.row for label in labels) + 1, boxes, arrows, labels)


def _name(machine: NetworkMachine) -> str:
    name = visible(machine.name).removeprefix("the ")
    return f"{name[: _LONGEST_NAME - 1]}…" if len(name) > _LONGEST_NAME else name


def _column_width(machine: NetworkMachine, cells: Iterable[MachineCell]) -> int:
    """Return the width of a box: its borders, a space inside of each, and its content."""
    return max(len(_name(machine)) + 2, *(cell.width for cell in cells)) + 4


def _labels(row: PictureRow, number: int, boxes: Sequence[Box]) -> Iterator[Label]:
    for at, cell in sorted(row.cells.items()):
        if cell.right:
            column = boxes[at].column + boxes[at].width - 2 - len(cell.right)
            yield Label(column, number, cell.right, Anchor.END)
        if cell.left:
            yield Label(boxes[at].column + 2, number, cell.left)
    for heading in row.connectors:
        if heading.points_left is None and heading.label:
            start, end = _ends(heading, boxes)
            column = start + (end - start - len(heading.label)) // 2
            yield Label(column, number, heading.label, Anchor.MIDDLE, is_faint=True)


def _arrows(row: PictureRow, number: int, boxes: Sequence[Box]) -> Iterator[Arrow]:
    for call in row.connectors:
        if call.points_left is not None:
            yield Arrow(*_ends(call, boxes), number, call.label, call.points_left, call.is_in_tunnel)


def _ends(connector: Connector, boxes: Sequence[Box]) -> tuple[int, int]:
    return boxes[connector.start].column + boxes[connector.start].width, boxes[connector.end].column


def _explained(picture: Picture) -> Iterator[str]:
    """Yield the paragraphs below the machines."""
    network = picture.network
    if network is None:
        return
    yield "Arrows point to the listening side; double arrows are connections inside ssh."
    yield "Firewalls must allow:" if network.openings else "No firewall is involved: this is one machine."
    yield from (_opening(opening) for opening in network.openings)
    if network.untunnelled:
        yield f"The tunnel does not carry the {enumeration(network.untunnelled)} links: Dynamic does not work."
    for proxy in filter(None, (login.proxy for login in network.logins)):
        yield f"The hosts that this proxy command contacts are unknown: {visible(proxy)}"
    if network.examples:
        examples = enumeration([f"{visible(each.value)} for `{each.placeholder}`" for each in network.examples])
        yield f"Example values: {examples} (change them with --set NAME=VALUE)."
    yield from picture.endings


def _opening(opening: FirewallOpening) -> str:
    ports = enumeration([str(port) for port in opening.ports if port.number is not None])
    wanted = f"TCP {ports}" if ports else "TCP at any port, a new one for each launch,"
    return f"  {visible(opening.machine)}: {wanted} from {visible(opening.caller)} ({opening.purpose})"


def _text(paragraphs: Iterable[str], row: int) -> Iterator[Label]:
    for paragraph in paragraphs:
        indent = len(paragraph) - len(paragraph.lstrip())
        for index, line in enumerate(wrap(paragraph.lstrip(), _WIDTH - indent - 2)):
            yield Label(indent + 2 * min(index, 1), row, line)
            row += 1
