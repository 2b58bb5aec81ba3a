"""A text that is read part by part, and again when it is used, has the same content as one that is read as a whole."""

import pytest

from rkconf import kept_results
from rkconf.entries import Document, call_reader, names_settings, read
from rkconf.entries.listed_entries import MOST_KEPT_ELEMENTS
from rkconf.lazy_sequence import LazySequence, chained
from rkconf.source import Source, Span
from rkconf.syntax import RegionKind, parse, read_list, scan
from rkconf.syntax.tree import List, Node

LISTS = {
    "entries": '{"a" -> {"RemoteMachine" -> True}, "b" -> {}}',
    "one entry": '{"a" -> {}}',
    "an empty element": '{"a" -> {},, "b" -> {}}',
    "only empty elements": "{,}",
    "a comma at the end": '{"a" -> {}, "b" -> {},}',
    "a missing comma": '{"a" -> {} "b" -> {}, "c" -> {}}',
    "commas in strings, calls and comments": '{"a, {" -> {f[1, 2]} (* , { *), "b" -> <|"x" -> 1, "y" -> 2|>}',
    "operators": '{1 + 2, a; b, x = "c", "d" <> "e", -1, {a}[[1]]}',
}
OTHERS = {
    "an empty list": "{}",
    "a list without an element": "{ (* none *) }",
    "a longer expression": '{"a" -> {}} ~Join~ {"b" -> {}}',
    "a call": 'Join[{"a" -> {}}, {"b" -> {}}]',
    "nothing": "",
    "brackets that do not match": '{"a" -> {[}], "b" -> {}}',
}

EXPRESSIONS = {
    "calls with a command": 'LaunchKernels[RemoteMachine["h{at}", "ssh h{at} math", 2]]',
    "calls with a number": 'RemoteMachine["h{at}", {at}]; RemoteMachine["i{at}"]',
    "descriptions": 'LaunchKernels[KernelConfiguration["ssh://h{at}.example.org/?4", "KernelCount" -> 2]]',
    "a description that all use": "LaunchKernels[shared]; LaunchKernels[{{shared, shared}}]",
    "lists and changes": '$DefaultKernels = {{"ssh://h{at}.example.org"}}; AppendTo[$DefaultKernels, "h{at}.local"]',
    "definitions of a form": 'Launch[RemoteMachine[h_, Kind{at}, n_]] := n; RemoteMachine["h", Kind{at}, 2]',
    "kernels of unknown functions": 'LaunchKernels[SGE["n{at}"]]; RemoteEvaluate["ssh://h{at}", $Version]',
}

OF_ONE = "CurrentValue[$FrontEnd, {{EvaluatorNames, "
SETTINGS = {
    "entries": OF_ONE + '"k{at}"}}] = {{"RemoteMachine" -> True, "LoginScript" -> "ssh h{at} math"}}',
    "options of one entry": OF_ONE + '"far", "Key{at}"}}] = "{at}"',
    "options of several entries": OF_ONE + '"k{half}", "Key{at}"}}] = "{at}"',
    "options of entries in turns": OF_ONE + '"a", "A{at}"}}] = 1; ' + OF_ONE + '"b", "B{at}"}}] = 2',
    "options of two entries in a call": "If[x, " + OF_ONE + '"a"}}] = {{}}, ' + OF_ONE + '"b", "B{at}"}}] = 2]',
    "additions": 'AppendTo[CurrentValue[$FrontEnd, EvaluatorNames], "k{at}" -> {{"HostName" -> "h{at}"}}]',
    "lists": 'CurrentValue[$FrontEnd, EvaluatorNames] = {{"a{at}" -> {{}}, "b{at}" -> {{"HostName" -> "h"}}}}',
    "computed lists": 'CurrentValue[$FrontEnd, EvaluatorNames] = Join[old, {{"a{at}" -> {{}}]',
    "options beside lists": 'SetOptions[$FrontEnd, EvaluatorNames -> {{"a{at}" -> {{}}]; '
    + OF_ONE
    + '"far", "A{at}"}}] = 1',
}


def value(text: str) -> tuple[List | None, Node]:
    """Return the value of the option as one list that is divided, and as one tree."""
    outline = scan(Source("init.m", f"SetOptions[$FrontEnd, EvaluatorNames -> {text}, A -> 1]".encode()))
    region = next(each for each in outline.regions if each.kind is RegionKind.OPTION)
    return read_list(outline.reading, region), parse(outline.reading, region)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in LISTS.items()])
def test_the_elements_are_those_of_the_whole_tree(text: str) -> None:
    divided, whole = value(text)
    assert divided is not None
    assert isinstance(whole, List)
    assert (divided.span, [*divided.separators]) == (whole.span, [*whole.separators])
    pairs = zip(divided.items, whole.items, strict=True)
    assert all(one == other or len(one.span) == len(other.span) == 0 for one, other in pairs)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in OTHERS.items()])
def test_any_other_value_is_read_as_one_tree(text: str) -> None:
    assert value(text)[0] is None


def test_more_entries_than_are_kept_are_read_again_as_they_were() -> None:
    number = MOST_KEPT_ELEMENTS + 60
    listed = ", ".join(
        f'"{at}" -> {{"HostName" -> "h{at}"}}' + f' "{at}b" -> {{}}' * (at % 7 == 0) for at in range(number)
    )
    entries = read(Source("init.m", f"SetOptions[$FrontEnd, EvaluatorNames -> {{{listed}}}]".encode())).entries
    first = [*entries]
    assert first == [*entries]
    assert first[::-1] == [entries[at] for at in reversed(range(len(entries)))]
    assert [entry.name for entry in entries if not entry.name.endswith("b")] == [str(at) for at in range(number)]


def test_several_sequences_are_one_after_the_other() -> None:
    lazy = LazySequence(3, lambda at: Span(at, at))
    joined = chained([lazy, (), (Span(7, 8),)])
    assert [*joined] == [*lazy, Span(7, 8)]
    assert (len(joined), joined[-1], [*joined[1:3]]) == (4, Span(7, 8), [Span(1, 1), Span(2, 2)])


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in EXPRESSIONS.items()])
def test_more_expressions_than_are_kept_are_read_again_as_they_were(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = 'shared = KernelConfiguration["ssh://shared.example.org"];\n'
    source = Source("k.m", (shared + ";\n".join(text.format(at=at) for at in range(12))).encode())
    kept = in_expressions(read(source))
    monkeypatch.setattr(call_reader, "MOST_KEPT_EXPRESSIONS", 2)
    monkeypatch.setattr(kept_results, "MOST_RECENT", 1)
    assert any(kept)
    assert in_expressions(read(source)) == kept


def in_expressions(document: Document) -> list[list[str]]:
    """Return the calls and descriptions of a file, read a second time, and its problems, in full."""
    found = document.descriptions
    every = (document.parallel, found.kernels, found.calls, found.changes, found.symbols, found.unknown)
    for each in every:
        assert len(each) == len([*each])
    return [[*map(repr, each)] for each in (*every, document.problems)]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in SETTINGS.items()])
def test_more_settings_than_are_kept_are_read_again_as_they_were(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    source = Source("init.m", ";\n".join(text.format(at=at, half=at // 2) for at in range(12)).encode())
    kept = of_settings(read(source))
    monkeypatch.setattr(names_settings, "MOST_KEPT_SETTINGS", 2)
    monkeypatch.setattr(kept_results, "MOST_RECENT", 1)
    assert any(kept)
    assert of_settings(read(source)) == kept


def of_settings(document: Document) -> list[list[str]]:
    """Return the settings of a file and their entries, read a second time, in full."""
    every = (document.evaluator_names, document.lists, document.entries)
    for each in every:
        assert len(each) == len([*each])
    joined = [entry for names in document.evaluator_names for entry in names.entries]
    assert [*map(repr, joined)] == [*map(repr, document.entries)]
    settings = [*document.evaluator_names, *document.lists]
    places = [repr((names.span, names.form, names.entry_names, names.place)) for names in settings]
    return [places, [*map(repr, joined)]]
