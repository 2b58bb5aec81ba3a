"""Reports: the line, the caret below the right character, and nothing that a terminal would choke on."""

import json
import re

import pytest

from rkconf.reporters import TEXTS
from tests.conftest import Program


def full(rkconf: Program, launch: str, *words: str) -> list[str]:
    outcome = rkconf("lint", "--launch", launch, "--select", "RK201", *words)
    return outcome.out.splitlines()


def marked(lines: list[str]) -> str:
    """Return the text above the carets, column by column."""
    text, carets = lines[2], lines[3]
    start, end = carets.index("^"), carets.rindex("^") + 1
    return text[start:end]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param("ssh h ", id="plain text"),
        pytest.param("ssh\th\t", id="tabs"),
        pytest.param("ssh h\u0308 ", id="an accent of its own"),
        pytest.param("ssh h\r ", id="a carriage return"),
        pytest.param("ssh h\x1b[31m ", id="an escape sequence"),
        pytest.param("ssh h\u00a0", id="a no-break space"),
        pytest.param("ssh " + "x" * 500 + " ", id="a line longer than the screen"),
    ],
)
def test_the_caret_is_below_the_character(rkconf: Program, before: str) -> None:
    lines = full(rkconf, f"{before}`linkNAME` -x")
    shown = marked(lines).replace("\u0308", "")
    assert "linkNAME" in shown or before.endswith("\u0308 ")
    assert "\x1b" not in "".join(lines)
    assert "\r" not in "".join(lines)


def test_a_wide_character_takes_two_columns(rkconf: Program) -> None:
    narrow, wide = (full(rkconf, f"ssh {host} `linkNAME`") for host in ("aaaa", "\u6771\u4eac"))
    assert narrow[3] == wide[3]


def test_a_long_line_is_cut_on_both_sides(rkconf: Program) -> None:
    lines = full(rkconf, "ssh " + "x" * 300 + " `linkNAME` " + "y" * 300)
    assert max(map(len, lines[2:4])) <= 100
    assert lines[2].count("\u2026") == 2


def test_the_column_counts_characters_and_the_offset_bytes(rkconf: Program) -> None:
    launch = "ssh \u6771\u4eac `linkNAME`"
    (found,) = json.loads(rkconf("lint", "--launch", launch, "--select", "RK201", "--format", "json").out)[
        "diagnostics"
    ]
    assert (found["start"]["column"], found["start"]["offset"]) == (8, 11)


def test_the_last_line_counts(rkconf: Program) -> None:
    assert any(line.startswith("2 errors in 1 entry in 1 file") for line in full(rkconf, "ssh h `linkNAME` `linknme`"))


def test_an_empty_result_is_reported(rkconf: Program) -> None:
    assert full(rkconf, "ssh h `linkname`")[0] == "No problems found in 1 entry in 1 file."


@pytest.mark.parametrize("form", sorted(TEXTS))
def test_colours_and_links_change_no_character(rkconf: Program, form: str) -> None:
    words = ("lint", "--launch", "ssh h `linkNAME`", "--format", form)
    plain, coloured = rkconf(*words).out, rkconf(*words, "--color", "always").out
    assert coloured != plain
    assert _without_colours_and_links(coloured) == plain


def _without_colours_and_links(text: str) -> str:
    for code in ("1", "2", "31", "32", "33", "34", "36", "0"):
        for before in ("", "1;"):
            text = text.replace(f"\x1b[{before}{code}m", "")
    return re.sub(r"\x1b\]8;;[^\x1b]*\x1b\\", "", text)
