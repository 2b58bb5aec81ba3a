"""The layout of values, which is that of the Front End."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf.emit import WIDTH, KeyValue, Listing, Value, flat, layout, listing
from rkconf.source import Source
from rkconf.syntax import RegionKind, parse, scan
from rkconf.syntax.tree import FunctionCall, List, Node, Pair, walk

LOCAL = listing([("AutoStartOnLaunch", "True")])


@pytest.mark.parametrize(
    ("value", "written"),
    [
        pytest.param("True", "True", id="a symbol"),
        pytest.param(Listing(()), "{}", id="an empty list"),
        pytest.param(Listing(("1", Listing(("2",)))), "{1, {2}}", id="lists that fit"),
        pytest.param(LOCAL, '{"AutoStartOnLaunch" -> True}', id="an option that fits"),
    ],
)
def test_a_value_that_fits_is_on_one_line(value: Value, written: str) -> None:
    assert layout(value) == flat(value) == written


def test_an_entry_of_basic_options() -> None:
    galaxy = listing(
        [
            ("RemoteMachine", "True"),
            ("TranslateReturns", "True"),
            ("AutoStartOnLaunch", "False"),
            ("HostName", '"abcd.example.org"'),
            ("RemoteLogin", '"person"'),
        ]
    )
    names = listing([("Local", LOCAL), ("elsewhere", galaxy)])
    assert layout(names, len("EvaluatorNames->")) == (
        "{\n"
        ' "Local" -> {"AutoStartOnLaunch" -> True}, \n'
        '  "elsewhere" -> {\n'
        '   "RemoteMachine" -> True, "TranslateReturns" -> True, "AutoStartOnLaunch" -> \n'
        '    False, "HostName" -> "abcd.example.org", "RemoteLogin" -> "person"}}'
    )


def test_a_long_string_continues_after_a_backslash() -> None:
    command = '"' + " ".join(['ssh node.example.org \\"/A b/math\\" -mathlink'] * 4) + '"'
    lines = layout(listing([("LoginScript", command), ("X", "1")]), 16).splitlines()
    assert lines[:2] == ["{", ' "LoginScript" -> ']
    assert "".join(line.removesuffix("\\") for line in lines[2:]).strip() == f'{command}, "X" -> 1}}'
    assert all(len(line) <= WIDTH for line in lines)
    assert not any(line[-2].isalnum() for line in lines[2:-1])


def test_an_escape_is_never_broken() -> None:
    text = "x" * 3 + "\\:00e9\\[Alpha]\\\\" * 60
    lines = layout(f'"{text}"').splitlines()
    assert "".join(line.removesuffix("\\") for line in lines) == f'"{text}"'
    assert all(line.endswith(("\\:00e9\\", "\\[Alpha]\\", "\\\\\\")) for line in lines[:-1])


def test_a_string_without_a_place_to_break_is_broken_anyway() -> None:
    assert layout(f'"{"x" * 100}"').splitlines() == [f'"{"x" * 76}\\', f'{"x" * 24}"']


@pytest.mark.parametrize("length", range(60, 70))
def test_only_an_arrow_may_exceed_the_width(length: int) -> None:
    options = listing([(f"Key{'x' * number}", f'"{"v" * (length // 3)}"') for number in range(12)])
    for line in layout(options).splitlines():
        assert len(line.removesuffix(" -> ")) <= WIDTH


def test_a_space_without_room_begins_the_next_line() -> None:
    fill = "x" * (WIDTH - 3)
    assert layout(Listing((fill, "y")), 1) == f"{{\n {fill}, \n  y}}"
    assert layout(Listing((f"{fill}x", "y")), 1) == f"{{\n {fill}x,\n   y}}"


def test_nested_lists_are_indented() -> None:
    inner = listing([(f"Key{number}", "Automatic") for number in range(5)])
    assert layout(Listing((KeyValue('"a"', listing([("b", inner)])), KeyValue('"c"', inner)))) == (
        "{\n"
        ' "a" -> {\n'
        '   "b" -> {\n'
        '     "Key0" -> Automatic, "Key1" -> Automatic, "Key2" -> Automatic, "Key3" -> \n'
        '      Automatic, "Key4" -> Automatic}}, \n'
        '  "c" -> {\n'
        '   "Key0" -> Automatic, "Key1" -> Automatic, "Key2" -> Automatic, "Key3" -> \n'
        '    Automatic, "Key4" -> Automatic}}'
    )


def written_by_a_front_end(shared: Path) -> Iterator[tuple[int, str, Value]]:
    """Yield the value of every `Name->value` in the real files: its column, its text and its parts."""
    for path in sorted((shared / "corpus" / "frontend").glob("*-remote-entry.m")):
        source = Source(path.name, path.read_bytes())
        outline = scan(source)
        [settings] = [region for region in outline.regions if region.kind is RegionKind.SETTINGS]
        for pair in walk(parse(outline.reading, settings)):
            if isinstance(pair, Pair) and is_outer(pair) and is_plain(pair.value):
                column = source.position(pair.value.span.start).column - 1
                yield column, source[pair.value.span], value_of(pair.value, source)


def is_outer(pair: Pair) -> bool:
    """Return whether it is an option of the file itself, which has no spaces around the arrow."""
    return pair.value.span.start - pair.key.span.end == len("->")


def is_plain(node: Node) -> bool:
    """Return whether it consists of lists and arrows, as entries do: a call in a list begins a new line."""
    inner = tuple(walk(node))
    calls = any(isinstance(item, FunctionCall) for each in inner if isinstance(each, List) for item in each.items)
    return not calls and not any(isinstance(each, Pair) and (each.delayed or is_outer(each)) for each in inner)


def value_of(node: Node, source: Source) -> Value:
    if not isinstance(node, List):
        return source[node.span].replace("\\\n", "")
    items: list[Value | KeyValue] = []
    for item in node.items:
        if isinstance(item, Pair):
            items.append(KeyValue(source[item.key.span], value_of(item.value, source)))
        else:
            items.append(value_of(item, source))
    return Listing(tuple(items))


def test_the_lists_of_real_files_are_reproduced(shared: Path) -> None:
    found = list(written_by_a_front_end(shared))
    assert len(found) > 80
    for column, text, value in found:
        assert layout(value, column) == text
