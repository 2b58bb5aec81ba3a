"""Where everything of a picture stands, in columns and rows of characters; text and SVG are drawn from the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from textwrap import wrap

from rkconf.diagram.network import Channel, Forward, Link, Login, Machine, Network, Opening, Picture, Side
from rkconf.link.name import LOOPBACK_ADDRESS

_WIDTH = 80
"""What a plain terminal holds; only long names make a picture wider."""
_LONGEST_NAME = 60
_SHORTEST = 6
"""How many columns of an arrow can be seen beside its label."""


@dataclass(frozen=True, slots=True)
class Box:
    """A machine: its upper left corner, its size, and its name on the upper edge."""

    column: int
    row: int
    width: int
    height: int
    title: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """A call in one row, over the columns ``start`` up to, not including, ``end``; it leads to who listens."""

    start: int
    end: int
    row: int
    label: str
    leads_left: bool = False
    is_in_tunnel: bool = False

    @property
    def label_column(self) -> int:
        """Where its label begins."""
        return self.start + (self.end - self.start - len(self.label)) // 2


class Anchor(StrEnum):
    """Which part of a text stands still when a font makes it longer or shorter."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Label:
    """Text that begins in a column; ``is_faint`` is what explains."""

    column: int
    row: int
    text: str
    anchor: Anchor = Anchor.START
    is_faint: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is drawn, and how much room that takes."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row between the machines: what stands in either, and the arrow or the heading between them."""

    here: str = ""
    between: str = ""
    there: str = ""
    leads_left: bool | None = None
    """Where the arrow leads; None for a heading."""
    is_in_tunnel: bool = False


def lay_out(picture: Picture) -> Sheet:
    """Return the sheet of a picture."""
    title = Label(0, 0, _visible(picture.title))
    if picture.network is None:
        said = ["There is nothing to draw: no other machine can be seen.", *picture.endings]
        return _sheet((), (), (title, *_text(said, 2)))
    rows = tuple(_rows(picture.network))
    here, there = picture.network.here, picture.network.there
    left = _column_width(here, (row.here for row in rows))
    gap = max(len(row.between) + (2 if row.leads_left is None else _SHORTEST) for row in rows)
    right = _column_width(there, (row.there for row in rows))
    boxes = (
        Box(1, 2, left, len(rows) + 2, _name(here)),
        Box(1 + left + gap, 2, right, len(rows) + 2, _name(there)),
    )
    drawn = [_drawn(row, number, boxes) for number, row in enumerate(rows, start=3)]
    arrows = tuple(arrow for arrow, _ in drawn if arrow)
    labels = (label for _, found in drawn for label in found)
    below = _text(_explained(picture), len(rows) + 5)
    return _sheet(boxes, arrows, (title, *labels, *below))


def _sheet(boxes: tuple[Box, ...], arrows: tuple[Arrow, ...], labels: tuple[Label, ...]) -> Sheet:
    right = max([box.column + box.width for box in boxes] + [label.column + len(label.text) for label in labels])
    return Sheet(right + 1, max(label.row for label in labels) + 1, boxes, arrows, labels)


def _name(machine: Machine) -> str:
    name = _visible(machine.name).removeprefix("the ")
    return f"{name[: _LONGEST_NAME - 1]}…" if len(name) > _LONGEST_NAME else name


def _visible(text: str) -> str:
    """Return the text with a mark for every character that a terminal would not show."""
    return "".join(character if character.isprintable() else "\ufffd" for character in text)


def _column_width(machine: Machine, cells: Iterable[str]) -> int:
    """Return the width of a machine: its borders, a blank at each, and what stands in it."""
    return max(len(_name(machine)) + 2, *(len(cell) for cell in cells)) + 4


def _drawn(row: _Row, number: int, boxes: tuple[Box, Box]) -> tuple[Arrow | None, tuple[Label, ...]]:
    here, there = boxes
    start, end = here.column + here.width, there.column
    labels = [
        Label(start - 2 - len(row.here), number, row.here, Anchor.END),
        Label(end + 2, number, row.there),
    ]
    arrow = None
    if row.leads_left is None:
        column = start + (end - start - len(row.between)) // 2
        labels.append(Label(column, number, row.between, Anchor.MIDDLE, is_faint=True))
    else:
        arrow = Arrow(start, end, number, row.between, row.leads_left, row.is_in_tunnel)
    return arrow, tuple(label for label in labels if label.text)


def _rows(network: Network) -> Iterator[_Row]:
    yield from _login(network.login)
    for link in network.links:
        yield _Row()
        yield _Row(between=_heading(link))
        for channel in link.channels:
            yield _channel(channel, network)
    if network.forwards:
        yield _Row()
        yield _Row(between="other forwards")
    for forward in network.forwards:
        yield _other(forward)


def _heading(link: Link) -> str:
    inside = " inside ssh" if all(channel.forward for channel in link.channels) else ""
    return f"{link.name} link{inside}"


def _login(login: Login) -> Iterator[_Row]:
    for gate in login.jump_hosts:
        yield _Row(between=f"through {_visible(gate.name)}")
    if login.proxy:
        yield _Row(between="through a proxy command")
    server = "sshd" if login.launcher != "rsh" else "rshd"
    port = "its port" if login.port.number is None else str(login.port)
    who = f"log in as {_visible(login.user)}" if login.user else "log in"
    yield _Row(login.launcher, who, f"{port} {server}", leads_left=False)


def _channel(channel: Channel, network: Network) -> _Row:
    listener = network.machine(channel.listener).program if channel.is_awaited else "nobody"
    if channel.forward:
        return _forwarded(channel.forward, channel.purpose, listener, network)
    if channel.is_astray:
        return _Row(f"{listener} {channel.port}", f"no {channel.purpose}", f"nobody <- {network.there.program}")
    if channel.listener is Side.HERE:
        return _Row(f"{listener} {channel.port}", channel.purpose, network.there.program, leads_left=True)
    return _Row(network.here.program, channel.purpose, f"{channel.port} {listener}", leads_left=False)


def _forwarded(forward: Forward, purpose: str, listener: str, network: Network) -> _Row:
    """Return the row of what runs inside ssh: the caller's program calls ssh on its own machine."""
    listener = _visible(forward.host) or listener
    if forward.listener is Side.HERE:
        there = f"{forward.entrance} sshd <- {network.there.program}"
        return _Row(f"{listener} {forward.exit}", purpose, there, leads_left=True, is_in_tunnel=True)
    here = f"{network.here.program} -> ssh {forward.entrance}"
    return _Row(here, purpose, f"{forward.exit} {listener}", leads_left=False, is_in_tunnel=True)


def _other(forward: Forward) -> _Row:
    """Return the row of a forward that carries no link: who calls is not known."""
    host = _visible(forward.host) or LOOPBACK_ADDRESS
    if forward.listener is Side.HERE:
        there = f"{forward.entrance} sshd"
        return _Row(f"{host} {forward.exit}", "-R", there, leads_left=True, is_in_tunnel=True)
    return _Row(f"ssh {forward.entrance}", "-L", f"{forward.exit} {host}", leads_left=False, is_in_tunnel=True)


def _explained(picture: Picture) -> Iterator[str]:
    """Yield what is said below the machines, a paragraph each."""
    network = picture.network
    if network is None:
        return
    yield "An arrow leads to who listens; a double one runs inside ssh."
    yield "Firewalls must let in:" if network.openings else "No firewall is on the way: it is one machine."
    yield from (_opening(opening) for opening in network.openings)
    if network.login.proxy:
        yield f"Which machines the proxy command calls, nobody knows but itself: {_visible(network.login.proxy)}"
    if network.examples:
        said = _listed([f"{_visible(each.value)} for `{each.placeholder}`" for each in network.examples])
        yield f"Here with examples: {said} (--set NAME=VALUE gives others)."
    yield from picture.endings


def _opening(opening: Opening) -> str:
    ports = _listed([str(port) for port in opening.ports if port.number is not None])
    wanted = f"TCP {ports}" if ports else "TCP at any port, chosen anew each time,"
    return f"  {_visible(opening.machine)}: {wanted} from {_visible(opening.caller)} ({opening.purpose})"


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _text(paragraphs: Iterable[str], row: int) -> Iterator[Label]:
    for paragraph in paragraphs:
        indent = len(paragraph) - len(paragraph.lstrip())
        for index, line in enumerate(wrap(paragraph.lstrip(), _WIDTH - indent - 2)):
            yield Label(indent + 2 * min(index, 1), row, line)
            row += 1
