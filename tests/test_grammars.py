"""The tables of the grammars are those that lark makes of them, and parse as lark does."""

import json
from typing import Any

import pytest

from rkconf.grammars import LalrParser, UnexpectedTokenError, load
from rkconf.resources import directory
from tests.grammar_tables import OPTIONS, tables

pytestmark = pytest.mark.checkout


@pytest.mark.parametrize("name", OPTIONS)
def test_the_tables_are_those_of_the_grammar(name: str, pytestconfig: pytest.Config) -> None:
    path = directory("grammar") / f"{name}.json"
    made = json.dumps(tables(name), separators=(",", ":")).replace("},{", "},\n{") + "\n"
    if pytestconfig.getoption("accept"):
        path.write_text(made)
    assert path.read_text() == made


def test_every_grammar_has_tables() -> None:
    folder = directory("grammar")
    assert {path.stem for path in folder.glob("*.json")} == {path.stem for path in folder.glob("*.lark")} == {*OPTIONS}


class Sums:
    """A builder for the grammar below."""

    def endpoint(self, values: list[Any]) -> str:
        return "".join(map(str, values))

    def name(self, values: list[Any]) -> list[Any]:
        return values


def parsed(*kinds: str) -> object:
    parser = LalrParser(load("link"), Sums())
    for kind in kinds:
        parser.feed(kind, kind[0])
    return parser.end()


@pytest.mark.parametrize(
    ("kinds", "built"),
    [
        pytest.param(["PORT"], ["P"], id="a rule"),
        pytest.param(["BLANK", "PORT", "HOST", "BLANK"], ["BPHB"], id="a rule with optional symbols"),
        pytest.param(
            ["PORT", "COMMA", "PORT", "COMMA", "PORT"], ["P", "P", "P"], id="a repeated part, without its mark"
        ),
    ],
)
def test_the_builder_gets_the_values_that_lark_would_keep(kinds: list[str], built: list[str]) -> None:
    assert parsed(*kinds) == built


@pytest.mark.parametrize(
    ("kinds", "value"),
    [
        pytest.param(["HOST"], "H", id="at the first token"),
        pytest.param(["PORT", "PORT"], "P", id="after a complete rule"),
        pytest.param(["PORT", "COMMA"], None, id="at the end"),
        pytest.param([], None, id="in an empty text"),
    ],
)
def test_a_token_without_a_place_is_an_error(kinds: list[str], value: str | None) -> None:
    with pytest.raises(UnexpectedTokenError) as error:
        parsed(*kinds)
    assert error.value.token == value
