"""Entries outside of ``SetOptions[$FrontEnd, ...]``, as people paste them: they are checked and reported."""

import pytest

from rkconf.entries import Document
from rkconf.entries.model import KernelEntry
from rkconf.errors import WriteRefusedError
from rkconf.patch import upsert
from tests.documents import document

ENTRY = '"skye" -> {"RemoteMachine" -> True, "LoginScript" -> "ssh skye.local math -mathlink"}'
OUTSIDE = "outside of"


def notes(read: Document) -> list[str]:
    return [problem.message for problem in read.problems if OUTSIDE in problem.message]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"EvaluatorNames -> {{{ENTRY}}}", id="an option alone"),
        pytest.param(f"{{EvaluatorNames -> {{{ENTRY}}}}}", id="a list of options"),
        pytest.param(f'<|"EvaluatorNames" -> {{{ENTRY}}}|>', id="an association of options"),
        pytest.param(f"{{{ENTRY}}}", id="a list of entries"),
        pytest.param(ENTRY, id="an entry"),
        pytest.param(f"EvaluatorNames = {{{ENTRY}}}", id="an assignment"),
        pytest.param(f"kernels = {{{ENTRY}}}", id="a name that nothing uses"),
        pytest.param(f"AppendTo[kernels, {ENTRY}]", id="added to a name"),
        pytest.param(f"SetOptions[fe, EvaluatorNames -> {{{ENTRY}}}]", id="the options of an object in a name"),
        pytest.param(f"SetOptions[EvaluatorNames -> {{{ENTRY}}}]", id="the options of nothing"),
        pytest.param(f"SetOptions[$FrontEnd, Evaluate[EvaluatorNames -> {{{ENTRY}}}]]", id="a computed option"),
        pytest.param(f"SetOptions[$FrontEnd, Magnification -> 1]; EvaluatorNames -> {{{ENTRY}}}", id="after a setting"),
        pytest.param(f"Write EvaluatorNames -> {{{ENTRY}}} into it.", id="in a sentence"),
    ],
)
def test_an_entry_outside_of_a_setting_is_read_and_reported(text: str) -> None:
    read = document(text)
    assert [entry.name for entry in read.entries] == ["skye"]
    assert len(notes(read)) == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"SetOptions[$FrontEnd, EvaluatorNames -> {{{ENTRY}}}]", id="in a setting"),
        pytest.param(f"CurrentValue[$FrontEnd, EvaluatorNames] = {{{ENTRY}}}", id="a current value"),
        pytest.param(f"k = {{{ENTRY}}}; SetOptions[$FrontEnd, EvaluatorNames -> k]", id="a list that a setting uses"),
        pytest.param(
            f'o = {ENTRY.partition("-> ")[2]}; SetOptions[$FrontEnd, EvaluatorNames -> {{"skye" -> o}}]',
            id="options that a setting uses",
        ),
    ],
)
def test_an_entry_of_a_setting_is_read_once(text: str) -> None:
    read = document(text)
    assert [entry.name for entry in read.entries] == ["skye"]
    assert notes(read) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('entry[n_, h_] := n -> {"LoginScript" -> "ssh " <> h <> " math"}', id="a function"),
        pytest.param('Cases[options, ("LoginScript" -> s_) :> s]', id="a pattern"),
        pytest.param('f[{"LoginScript" -> s_, ___}] := s', id="a pattern in a list"),
        pytest.param('"LoginScript" /. {"LoginScript" -> "none"}', id="a default without a command"),
        pytest.param('(* {"LoginScript" -> "ssh skye.local math"} *)', id="a comment"),
    ],
)
def test_a_package_about_entries_holds_none(text: str) -> None:
    assert not document(text).entries
    assert not document(text).problems


def test_options_without_an_entry_are_reported() -> None:
    assert len(notes(document('{"LoginScript" -> "ssh skye.local math"}'))) == 1


def test_no_entry_is_written_beside_one_outside_of_a_setting() -> None:
    read = document(f"SetOptions[$FrontEnd, Magnification -> 1]; k = {{{ENTRY}}}")
    with pytest.raises(WriteRefusedError, match=r"1:49: .*outside of"):
        upsert(read, [KernelEntry(name="skye")])
