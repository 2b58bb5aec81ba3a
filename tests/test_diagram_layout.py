"""The layout of pictures as text and as SVG: nothing overlaps, nothing is cut off."""

import re
from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from rkconf.diagram import svg
from rkconf.diagram import text as characters
from rkconf.diagram.layout import Sheet, lay_out
from tests.networks import CHAIN, DIRECT, FIXED, LISTEN, PAST, TUNNEL, TUNNELLED, picture, text


@dataclass(frozen=True)
class Area:
    """The columns of an element in one row; ``right`` is exclusive."""

    left: int
    right: int
    row: int

    def overlaps(self, other: "Area") -> bool:
        return self.row == other.row and self.left < other.right and other.left < self.right


def areas(sheet: Sheet) -> list[Area]:
    labels = [Area(label.column, label.column + len(label.text), label.row) for label in sheet.labels]
    arrows = [Area(arrow.start, arrow.end, arrow.row) for arrow in sheet.arrows]
    sides = [
        Area(column, column + 1, row)
        for box in sheet.boxes
        for row in range(box.row, box.row + box.height)
        for column in (box.column, box.column + box.width - 1)
    ]
    return [*labels, *arrows, *sides]


PICTURES = [
    pytest.param(DIRECT, LISTEN, id="direct"),
    pytest.param(TUNNEL, TUNNELLED, id="tunnel"),
    pytest.param(CHAIN, TUNNELLED, id="chain"),
    pytest.param(CHAIN.replace("-R 127.0.0.1:31416:127.0.0.1:31416", "-L 1:w:1"), TUNNELLED, id="a part of a chain"),
    pytest.param(PAST, FIXED, id="bypassing a jump host"),
    pytest.param(PAST.replace("gate", "g" * 90), FIXED, id="bypassing a jump host with a long name"),
    pytest.param(DIRECT.replace("skye.local", "x" * 200), FIXED, id="a long host"),
    pytest.param(DIRECT.replace("me@", "m" * 200 + "@"), FIXED, id="a long user"),
    pytest.param(DIRECT.replace("ssh ", f"ssh -J {'g' * 90} "), FIXED, id="a long jump host"),
    pytest.param(DIRECT.replace("ssh ", f"ssh -o 'ProxyCommand={'nc ' * 60}' "), FIXED, id="a long proxy command"),
    pytest.param(DIRECT.replace("me@", "`username`@"), FIXED, id="an example"),
    pytest.param(DIRECT.replace("ssh ", f"ssh -L 8080:{'w' * 90}:80 "), FIXED, id="a long forward"),
    pytest.param(DIRECT.replace("skye.local", "'<&>\"\x01\n'"), LISTEN, id="a host of special characters"),
]


@pytest.mark.parametrize(("launch", "mlopen"), PICTURES)
def test_no_elements_overlap_or_exceed_the_sheet(launch: str, mlopen: str) -> None:
    sheet = lay_out(picture({"launch": launch, "mlopen": mlopen}))
    taken = areas(sheet)
    assert [pair for pair in combinations(taken, 2) if pair[0].overlaps(pair[1])] == []
    assert all(0 <= area.left <= area.right <= sheet.width and 0 <= area.row < sheet.height for area in taken)
    for arrow in sheet.arrows:
        assert arrow.start < arrow.label_column
        assert arrow.label_column + len(arrow.label) < arrow.end


@pytest.mark.parametrize(("launch", "mlopen"), PICTURES)
def test_the_svg_is_well_formed_and_has_the_labels_of_the_text(launch: str, mlopen: str) -> None:
    sheet = lay_out(picture({"launch": launch, "mlopen": mlopen}))
    root = ET.fromstring(svg.draw([sheet]))  # noqa: S314 - rkconf wrote it a line above
    written = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    expected = [label.text for label in sheet.labels] + [box.title for box in sheet.boxes]
    expected += [arrow.label for arrow in sheet.arrows]
    assert sorted(map(str, written)) == sorted(each.replace("->", "→").replace("<-", "←") for each in expected)


def test_the_svg_has_every_colour_for_light_and_dark_pages() -> None:
    light, dark = svg.draw([lay_out(picture({"launch": DIRECT}))]).split("@media (prefers-color-scheme: dark)")
    coloured = {name for name in re.findall(r"^\.?(\w+) \{", light, re.MULTILINE) if name != "media"}
    assert coloured == set(re.findall(r"^  \.?(\w+) \{", dark, re.MULTILINE))


def test_a_drawing_can_be_converted_to_ascii() -> None:
    assert characters.plain(text(picture({"launch": TUNNEL, "mlopen": TUNNELLED}))).isascii()
