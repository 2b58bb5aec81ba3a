"""Entries that are set through `CurrentValue`: reading, checks and writing."""

import pytest

from rkconf.edits import apply
from rkconf.entries import EntryForm, NamesForm
from rkconf.entries.model import KernelEntry
from rkconf.errors import WriteRefusedError
from rkconf.patch import upsert
from tests.documents import document, problem_texts

OPTIONS = '{"RemoteMachine" -> True, "LoginScript" -> "ssh skye.local math"}'
SKYE = KernelEntry(name="skye", remote_machine=True)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'CurrentValue[$FrontEnd, {{EvaluatorNames, "far"}}] = {OPTIONS};', id="one entry"),
        pytest.param(f'CurrentValue[$FrontEnd, {{EvaluatorNames, "far"}}] := {OPTIONS}', id="delayed"),
        pytest.param(f'CurrentValue[$FrontEndSession, {{"EvaluatorNames", "far"}}] = {OPTIONS}', id="of the session"),
        pytest.param(f'CurrentValue[{{EvaluatorNames, "far"}}] = {OPTIONS}', id="without an object"),
        pytest.param(
            f'System`CurrentValue[ $FrontEnd,\n {{System`EvaluatorNames, "far"}} ] =\n {OPTIONS}', id="with contexts"
        ),
        pytest.param(f'CurrentValue[$FrontEnd, EvaluatorNames] = {{"far" -> {OPTIONS}}}', id="the whole list"),
        pytest.param(f'CurrentValue[$FrontEnd, "EvaluatorNames"] = {{"far" :> {OPTIONS}}}', id="the name in quotes"),
        pytest.param(f'Set[CurrentValue[$FrontEnd, {{EvaluatorNames, "far"}}], {OPTIONS}]', id="Set"),
        pytest.param(f'AppendTo[CurrentValue[$FrontEnd, EvaluatorNames], "far" -> {OPTIONS}]', id="appended"),
        pytest.param(f'PrependTo[CurrentValue[$FrontEnd, EvaluatorNames], "far" -> {OPTIONS}]', id="prepended"),
        pytest.param(
            f'start[] := (x = 1; CurrentValue[$FrontEnd, {{EvaluatorNames, "far"}}] = {OPTIONS}; x)', id="in a function"
        ),
        pytest.param(
            'CurrentValue[$FrontEnd, {EvaluatorNames, "far", "RemoteMachine"}] = True;\n'
            'CurrentValue[$FrontEnd, {EvaluatorNames, "far", "LoginScript"}] = "ssh skye.local math"',
            id="option by option",
        ),
    ],
)
def test_an_entry_is_read(text: str) -> None:
    found = document(text)
    assert (found.kind, found.problems, [entry.name for entry in found.entries]) == ("front-end", (), ["far"])
    launch = found.entries[0].launch
    assert found.entries[0].boolean("RemoteMachine") is True
    assert launch
    assert str(launch.command) == "ssh skye.local math"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("x = CurrentValue[$FrontEnd, EvaluatorNames]", id="read"),
        pytest.param('If[CurrentValue[$FrontEnd, {EvaluatorNames, "far"}] === {}, 1]', id="compared"),
        pytest.param('CurrentValue[$FrontEnd, {EvaluatorNames, "far"}] = Inherited', id="removed"),
        pytest.param("CurrentValue[$FrontEnd, {StyleNames, EvaluatorNames}] = {1}", id="another option"),
        pytest.param('"CurrentValue[$FrontEnd, EvaluatorNames] = 1"', id="in a string"),
    ],
)
def test_an_expression_that_sets_no_kernel_is_silent(text: str) -> None:
    found = document(text)
    assert (found.problems, found.entries) == ((), ())


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        pytest.param('CurrentValue[$FrontEnd, {EvaluatorNames, name}] = {"A" -> 1}', "name", id="name of the entry"),
        pytest.param('CurrentValue[$FrontEnd, {EvaluatorNames, "far"}] = options', "options", id="options"),
        pytest.param("CurrentValue[$FrontEnd, EvaluatorNames] = Join[a, b]", "Join[a, b]", id="list"),
        pytest.param('AppendTo[CurrentValue[$FrontEnd, EvaluatorNames], "far" -> f[]]', "f[]", id="appended options"),
    ],
)
def test_a_computed_part_is_reported(text: str, marked: str) -> None:
    assert problem_texts(document(text).problems, text) == [("not-understood", marked)]


def test_a_value_of_the_wrong_form_is_an_error() -> None:
    text = 'CurrentValue[$FrontEnd, {EvaluatorNames, "far"}] = "ssh skye.local math"'
    assert problem_texts(document(text).problems, text) == [("not-a-list-of-rules", '"ssh skye.local math"')]


def test_options_that_are_set_one_by_one_make_an_incomplete_entry() -> None:
    text = 'CurrentValue[$FrontEnd, {EvaluatorNames, "far", "LoginScript"}] = "ssh skye.local math"'
    (entry,) = document(text).entries
    assert (entry.form, entry.is_complete) == (EntryForm.OPTION_BY_OPTION, False)


def test_an_addition_is_not_the_whole_list() -> None:
    (names,) = document(f'CurrentValue[$FrontEnd, {{EvaluatorNames, "far"}}] = {OPTIONS}').evaluator_names
    assert (names.form, names.literal) == (NamesForm.ADDITION, False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            'CurrentValue[fe, {EvaluatorNames, "skye"}] = {"X" -> 1}; a',
            'CurrentValue[fe, {EvaluatorNames, "skye"}] = {"RemoteMachine" -> True}; a',
            id="an entry of the same name is replaced",
        ),
        pytest.param(
            'f[CurrentValue[fe, {EvaluatorNames, "a"}] = {}]',
            'f[CurrentValue[fe, {EvaluatorNames, "a"}] = {};\n'
            'CurrentValue[fe, {EvaluatorNames, "skye"}] = {"RemoteMachine" -> True}]',
            id="another entry is assigned after it",
        ),
        pytest.param(
            'CurrentValue[fe, EvaluatorNames] = {"a" -> {}}',
            'CurrentValue[fe, EvaluatorNames] = {"a" -> {}, \n  "skye" -> {"RemoteMachine" -> True}}',
            id="another entry is added to the list",
        ),
        pytest.param(
            'AppendTo[CurrentValue[EvaluatorNames], "skye" -> {}]',
            'AppendTo[CurrentValue[EvaluatorNames], "skye" -> {"RemoteMachine" -> True}]',
            id="an appended entry is replaced",
        ),
    ],
)
def test_entries_are_written(before: str, after: str) -> None:
    found = document(before)
    assert apply(found.source, upsert(found, [SKYE])).decode() == after
    again = document(after)
    assert apply(again.source, upsert(again, [SKYE])) == after.encode()


def test_single_options_are_not_overwritten() -> None:
    found = document('CurrentValue[$FrontEnd, {EvaluatorNames, "skye", "RemoteMachine"}] = True')
    with pytest.raises(WriteRefusedError, match="single options of 'skye'"):
        upsert(found, [SKYE])
