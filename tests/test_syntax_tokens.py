import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf.source import Source, Span
from rkconf.syntax.outline import Region, RegionKind
from rkconf.syntax.reading import Reading
from rkconf.syntax.tokens import OPERATORS, TOKEN, USUAL_TOKEN, statements, tokens


def split(text: str, kind: RegionKind = RegionKind.EXPRESSION) -> list[tuple[str, str]]:
    source = Source("init.m", text.encode("latin-1"))
    region = Region(kind, "", Span(0, 0), source.whole)
    return [(token.type, source[token.span]) for token in tokens(Reading(source), region)]


@pytest.mark.parametrize(
    ("kind", "operator"),
    [pytest.param(kind, operator, id=operator) for kind, operators in OPERATORS.items() for operator in operators],
)
def test_every_operator_is_one_token(kind: str, operator: str) -> None:
    assert split(f"a {operator} b") == [("SYMBOL", "a"), (kind, operator), ("SYMBOL", "b")]
    assert split(f'"a"{operator}"b"') == [("STRING", '"a"'), (kind, operator), ("STRING", '"b"')]


@pytest.mark.parametrize(
    "number",
    ["1", "12", "2.", ".5", "0.18181818181818182`", "1.5`20", "1``20.5", "16^^ff", "1.2*^-5", "36^^zz9"],
)
def test_a_number_is_one_token(number: str) -> None:
    assert split(number) == [("NUMBER", number)]


@pytest.mark.parametrize(
    "symbol", ["x", "$FrontEnd", "FrontEnd`FileName", "`local", "a\\[Beta]c", "x1", "\xc3\xa9t\xc3\xa9"]
)
def test_a_symbol_is_one_token(symbol: str) -> None:
    assert split(symbol) == [("SYMBOL", symbol)]


@pytest.mark.parametrize(
    "operand", ["_", "x_", "x_String", "__", "x___Integer", "x_.", "#", "##", "#1", "#name", "%", "%%3"]
)
def test_other_operands_are_one_token(operand: str) -> None:
    assert split(operand) == [("OTHER", operand)]


@pytest.mark.parametrize("junk", ["\x01", "\\", "\\(", "\x7f"])
def test_an_unknown_character_is_an_operand(junk: str) -> None:
    assert split(junk) == [("OTHER", junk)]


def test_spaces_and_comments_separate_tokens() -> None:
    assert split("\xef\xbb\xbf a (* b (* c *) *)\\\r\n d\t\xc2\xa0\0") == [("SYMBOL", "a"), ("SYMBOL", "d")]


def test_a_string_may_contain_anything() -> None:
    assert split('"a (* \\" ] *)"') == [("STRING", '"a (* \\" ] *)"')]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        pytest.param("{[}", ["LEFT_BRACE", "LEFT_PART", "RIGHT_BRACKET", "RIGHT_BRACE"], id="an inner one is closed"),
        pytest.param("{", ["LEFT_BRACE", "RIGHT_BRACE"], id="the last one is closed"),
        pytest.param("1}", ["NUMBER"], id="a stray one is dropped"),
        pytest.param("f[1]", ["SYMBOL", "LEFT_BRACKET", "NUMBER", "RIGHT_BRACKET"], id="arguments of a call"),
    ],
)
def test_brackets_are_balanced(text: str, types: list[str]) -> None:
    assert [kind for kind, _ in split(text)] == types


def test_deeply_nested_brackets_are_one_operand() -> None:
    kinds = [kind for kind, _ in split("{" * 200 + "}" * 200)]
    assert kinds == ["LEFT_BRACE"] * 100 + ["OTHER"] + ["RIGHT_BRACE"] * 100


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("$RemoteCommand = 1; x", ["$RemoteCommand", "=", "1"], id="a semicolon ends it"),
        pytest.param("$RemoteCommand = 1\nx", ["$RemoteCommand", "=", "1"], id="a line end after a value ends it"),
        pytest.param("a =\n1 <>\n2", ["a", "=", "1", "<>", "2"], id="a line end after an operator does not"),
        pytest.param("a = {1\n2}", ["a", "=", "{", "1", "2", "}"], id="a line end in brackets does not"),
        pytest.param("a = 1, b", ["a", "=", "1"], id="a comma ends it"),
    ],
)
def test_an_assignment_ends_with_its_expression(text: str, value: list[str]) -> None:
    assert [text for _, text in split(text, RegionKind.ASSIGNMENT)] == value


def test_an_option_ends_at_its_comma() -> None:
    assert [text for _, text in split("{1, 2}; 3, B->4", RegionKind.OPTION)] == ["{", "1", ",", "2", "}", ";", "3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a; b\nc", ["a", "b", "c"], id="separators"),
        pytest.param("a =\n b +\n c\nd", ["a =\n b +\n c", "d"], id="an expression of several lines"),
        pytest.param("f[a;\nb, c]\n;; d", ["f[a;\nb, c]", ";; d"], id="separators in brackets"),
        pytest.param('(* a; *) "b; c" (* d *)\n', ['"b; c" (* d *)'], id="comments and strings"),
        pytest.param("]]] a, {b\nc", ["a", "{b\nc"], id="brackets that do not match"),
        pytest.param(" \n;,;\n", [], id="nothing"),
    ],
)
def test_the_expressions_of_a_file(text: str, expected: list[str]) -> None:
    source = Source("init.m", text.encode())
    assert [source[region.span] for region in statements(Reading(source))] == expected


PIECES = (
    " ",
    "\n",
    "\0",
    "\xa0",
    "\xc2",
    "\xef\x94\xa2",
    '"',
    "(",
    "(*",
    ")",
    "[",
    "{",
    "}",
    ",",
    "<|",
    "-",
    ">",
    "_",
    "`",
    "\\",
)


@given(st.lists(st.sampled_from((*PIECES, "a", "$", "1", ".", "^", "*", "[Alpha]", "#"))).map("".join))
def test_a_usual_token_is_the_one_that_the_pattern_of_all_finds(text: str) -> None:
    usual = USUAL_TOKEN.match(text)
    every = TOKEN.match(text)
    assert usual is None or (every and (usual.lastgroup, usual[0]) == (every.lastgroup, every[0]))
