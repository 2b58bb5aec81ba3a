"""A control character becomes a visible one, and the name of a file is quoted."""

import json

import pytest

from rkconf.printable import json_text, picture, printable, printable_lines, quoted_name
from tests.hostile_characters import BYTE, HOSTILE, NAMES


@pytest.mark.parametrize("character", [*HOSTILE, BYTE, "\n"], ids=lambda each: NAMES.get(each, "line feed"))
def test_every_character_is_one_visible_character(character: str) -> None:
    assert len(picture(character)) == 1
    assert picture(character).isprintable()
    assert printable(f"a{character}b") == f"a{picture(character)}b"


def test_several_lines_keep_their_ends_and_tabs() -> None:
    assert printable_lines("a\tb\x1b\r\n") == "a\tb␛␍\n"


def test_json_escapes_what_the_library_leaves() -> None:
    text = json_text(["é\x7f\x9b\u202e\U000e0001"], is_ascii=False)
    assert text.isprintable()
    assert "é" in text
    assert json.loads(text) == ["é\x7f\x9b\u202e\U000e0001"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("init.m", "init.m", id="plain"),
        pytest.param("Übung 1.m", "Übung 1.m", id="printable"),
        pytest.param("a\x1b.m", '"a\\033.m"', id="control"),
        pytest.param('a"\\b', '"a\\"\\\\b"', id="quotes"),
        pytest.param("a\nb", '"a\\nb"', id="line feed"),
        pytest.param("a\udcffb", '"a\\377b"', id="byte"),
        pytest.param("\u202e", '"\\342\\200\\256"', id="bidi"),
    ],
)
def test_names_are_quoted_as_git_quotes_them(name: str, shown: str) -> None:
    assert quoted_name(name) == shown
