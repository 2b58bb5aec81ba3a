"""Problems of entries: wrong forms, computed values and syntax errors, after which reading continues."""

import pytest

from rkconf.edits import apply
from rkconf.source import Source
from tests.documents import document, entry, names, problem_texts


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        pytest.param("5", ["5"], id="a number"),
        pytest.param('"Local"', ['"Local"'], id="a string"),
        pytest.param("Automatic", ["Automatic"], id="a constant symbol"),
        pytest.param('"Local" -> {}', ['"Local" -> {}'], id="a rule without braces"),
        pytest.param('<|"Local" -> {}|>', ['<|"Local" -> {}|>'], id="an association"),
        pytest.param('{1, "Local" -> {}}', ["1"], id="an element that is not a rule"),
        pytest.param('{Local -> {}, "b" -> {}}', ["Local"], id="a name that is not a string"),
        pytest.param('{"Local" -> True}', ["True"], id="an entry that is not a list"),
    ],
)
def test_a_value_that_is_not_a_list_of_rules_is_reported(value: str, problems: list[str]) -> None:
    found = names(value)
    assert problem_texts(found.problems, found.source.text) == [("not-a-list-of-rules", text) for text in problems]


@pytest.mark.parametrize(
    ("options", "problems"),
    [
        pytest.param("{5}", ["5"], id="an element that is not a rule"),
        pytest.param("{5 -> True}", ["5"], id="a key that is not a string"),
    ],
)
def test_an_option_that_is_not_a_rule_is_reported(options: str, problems: list[str]) -> None:
    found = entry(options)
    assert problem_texts(found.problems, found.source.text) == [("not-a-list-of-rules", text) for text in problems]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        pytest.param('{"a" -> f[], "b" -> {}}', "f[]", id="a computed entry"),
        pytest.param('{f[], "b" -> {}}', "f[]", id="a computed element"),
    ],
)
def test_a_computed_entry_is_reported(value: str, problem: str) -> None:
    found = names(value)
    assert problem_texts(found.problems, found.source.text) == [("not-understood", problem)]
    assert [entry.name for entry in found.entries] == ["b"]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        pytest.param('{"LoginScript" -> "ssh " <> host}', '"ssh " <> host', id="a joined symbol"),
        pytest.param('{"LoginScript" -> ToString[x]}', "ToString[x]", id="a call"),
        pytest.param("{opts[]}", "opts[]", id="an option"),
    ],
)
def test_a_computed_option_is_reported(options: str, problem: str) -> None:
    found = entry(options)
    assert problem_texts(found.problems, found.source.text) == [("not-understood", problem)]


def test_a_symbol_that_the_file_assigns_is_computed() -> None:
    bound = document('h = f["x"]; SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {"HostName" -> h}}]').entries[0]
    free = entry('{"HostName" -> h}')
    assert [problem.rule for problem in bound.problems] == ["not-understood"]
    assert free.problems == ()


@pytest.mark.parametrize(
    ("value", "place", "entries"),
    [
        pytest.param('{"a" -> {} "b" -> {}}', ' "b"', ["a", "b"], id="between entries"),
        pytest.param('{"a" -> {}\n "b" -> {}, "c" -> {}}', '\n "b"', ["a", "b", "c"], id="at a line end"),
        pytest.param('{"a" -> {}, "b" -> {} "c" "d" -> {}}', ' "c"', ["a", "b", "d"], id="before something else"),
    ],
)
def test_a_missing_comma_is_marked_and_the_other_entries_are_read(value: str, place: str, entries: list[str]) -> None:
    found = names(value)
    first = next(problem for problem in found.problems if problem.rule == "syntax-error")
    assert found.source.text[first.span.start :].startswith(place)
    assert [entry.name for entry in found.entries] == entries


@pytest.mark.parametrize(
    ("options", "place", "keys"),
    [
        pytest.param('{"A" -> True "B" -> False}', ' "B"', ["A", "B"], id="a missing comma"),
        pytest.param('{"A" -> "x" <> "y" "B" -> False}', ' "B"', ["A", "B"], id="a missing comma after a join"),
        pytest.param('{"A" -> 1,, "B" -> 2}', ",,", ["A", "B"], id="two commas"),
        pytest.param('{"A" -> 1, "B" -> 2,}', ",}", ["A", "B"], id="a comma at the end"),
        pytest.param('{, "A" -> 1}', ',"A"', ["A"], id="a comma at the beginning"),
        pytest.param('{"A" -> , "B" -> 2}', ' , "B"', ["B"], id="a missing value"),
        pytest.param('{-> 1, "B" -> 2}', "-> 1", ["B"], id="a missing key"),
    ],
)
def test_a_broken_option_is_marked_and_the_other_options_are_read(options: str, place: str, keys: list[str]) -> None:
    found = entry(options)
    (problem,) = found.problems
    rest = found.source.text[problem.span.start :]
    assert problem.rule == "syntax-error"
    assert rest.replace(" ", "").startswith(place.replace(" ", ""))
    assert [option.key for option in found.options] == keys


def test_after_an_unclosed_string_the_other_entries_are_read() -> None:
    found = names('{"a" -> {"LoginScript" -> "ssh host,\n "HostName" -> "x"}, "b" -> {"HostName" -> "y"}}')
    assert [problem.rule for problem in found.problems] == ["syntax-error"]
    assert [entry.name for entry in found.entries] == ["a", "b"]
    assert found.entries[0].problems == ()


def test_a_missing_value_is_reported() -> None:
    assert [problem.rule for problem in names("").problems] == ["syntax-error"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x", "b" -> {"HostName" -> "y"}},\nA->1]',
            id="an entry is nested in another",
        ),
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y"},\nA->{}]',
            id="another option is nested in the list",
        ),
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y",\nA->{}]',
            id="another option is nested in an entry",
        ),
        pytest.param(
            "SetOptions[$FrontEnd,\nA->{1, {2},\n"
            'EvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y"}}]',
            id="the list is nested in another option",
        ),
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y"},\r\n'
            'VersionsLaunched->{"9.0.0"}]',
            id="a known option follows the list",
        ),
    ],
)
def test_a_missing_bracket_is_reported_once_and_the_entries_are_read(text: str) -> None:
    found = document(text)
    assert [problem.rule for problem in found.problems] == ["syntax-error"]
    assert [(entry.name, len(entry.options), entry.problems) for entry in found.entries] == [("a", 1, ()), ("b", 1, ())]
    assert found.versions_launched == (("9.0.0",) if "VersionsLaunched" in text else ())


def test_an_escape_for_the_shell_alone_is_reported() -> None:
    found = names(r'{"a" -> {"LoginScript" -> "ssh host /Mathematica\ 7.app"}}')
    assert problem_texts(found.problems, found.source.text) == [("syntax-error", r"\ ")]
    assert found.problems[0].severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('SetOptions[$FrontEnd, EvaluatorName -> {"a" -> {}}]', id="an option"),
        pytest.param('SetOptions[$FrontEnd, "EvaluatorName" -> {"a" -> {}}]', id="an option in quotes"),
        pytest.param('SetOptions[$FrontEnd, EvalautorNames -> {"a" -> {}}]', id="swapped letters"),
        pytest.param('CurrentValue[$FrontEnd, {EvaluatorName, "a"}] = {}', id="CurrentValue"),
        pytest.param('CurrentValue[$FrontEnd, {"EvaluatorName", "a"}] = {}', id="CurrentValue with a text"),
    ],
)
def test_a_misspelt_option_of_the_front_end_is_reported_with_a_fix(text: str) -> None:
    [problem] = document(text).problems
    assert problem.rule == "unknown-key"
    assert problem.fix
    repaired = apply(Source("a.m", text.encode()), problem.fix.edits).decode()
    assert document(repaired).evaluator_names


@pytest.mark.parametrize("option", ["Evaluator", "EventHandlers", "EvaluationOrder", "FontNames"])
def test_another_option_of_the_front_end_is_not_reported(option: str) -> None:
    assert document(f'SetOptions[$FrontEnd, {option} -> {{"a" -> {{}}}}]').problems == ()
