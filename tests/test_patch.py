"""Writing entries into a file: replacing, adding, and keeping all other bytes."""

from pathlib import Path

import pytest

from rkconf.edits import apply
from rkconf.entries import read
from rkconf.entries.model import KernelEntry, kernel_entry
from rkconf.errors import WriteRefusedError
from rkconf.patch import upsert
from rkconf.source import Source

SKYE = KernelEntry(name="skye", remote_machine=True)
OTHER = KernelEntry(name="other", remote_machine=True)
SKYE_TEXT = '"skye" -> {"RemoteMachine" -> True}'
OTHER_TEXT = '"other" -> {"RemoteMachine" -> True}'


def patched(text: str | bytes, *kernels: KernelEntry) -> str:
    source = Source("init.m", text if isinstance(text, bytes) else text.encode())
    return apply(source, upsert(read(source), kernels)).decode("latin-1")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            'SetOptions[$FrontEnd, \nEvaluatorNames->{"Local" -> {}, "skye" -> {"X" -> 1}, "z" -> {}}]',
            f'SetOptions[$FrontEnd, \nEvaluatorNames->{{"Local" -> {{}}, {SKYE_TEXT}, "z" -> {{}}}}]',
            id="an entry of the same name is replaced",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, \nEvaluatorNames->{"Local" -> {} (* l *) }, A->1]',
            f'SetOptions[$FrontEnd, \nEvaluatorNames->{{"Local" -> {{}}, \n  {SKYE_TEXT} (* l *) }}, A->1]',
            id="a new entry is added after the last",
        ),
        pytest.param(
            "SetOptions[$FrontEnd, \nEvaluatorNames->{ }]",
            f"SetOptions[$FrontEnd, \nEvaluatorNames->{{\n  {SKYE_TEXT}}}]",
            id="an empty list",
        ),
        pytest.param(
            "SetOptions[$FrontEnd, \nA->1 (* a *)\n]\n",
            'SetOptions[$FrontEnd, \nA->1,\nEvaluatorNames->{\n "Local" -> {"AutoStartOnLaunch" -> True}, '
            f"\n  {SKYE_TEXT}}} (* a *)\n]\n",
            id="no EvaluatorNames: inserted with the local kernel",
        ),
        pytest.param(
            "SetOptions[$FrontEnd]",
            'SetOptions[$FrontEnd,\nEvaluatorNames->{\n "Local" -> {"AutoStartOnLaunch" -> True}, '
            f"\n  {SKYE_TEXT}}}]",
            id="no options",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, \n"EvaluatorNames" :> {"skye" -> {}}]',
            f'SetOptions[$FrontEnd, \n"EvaluatorNames" :> {{{SKYE_TEXT}}}]',
            id="a quoted name and a delayed rule",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, \nEvaluatorNames->{"a" -> {}}, \nEvaluatorNames->{"skye" -> {}}]',
            f'SetOptions[$FrontEnd, \nEvaluatorNames->{{"a" -> {{}}}}, \nEvaluatorNames->{{{SKYE_TEXT}}}]',
            id="EvaluatorNames twice: an entry is replaced in its list",
        ),
        pytest.param(
            'SetOptions[$FrontEnd, \nEvaluatorNames->{"a" -> {}}, \nEvaluatorNames->{"b" -> {}}]',
            'SetOptions[$FrontEnd, \nEvaluatorNames->{"a" -> {}}, \nEvaluatorNames->{"b" -> {}, \n  '
            f"{SKYE_TEXT}}}]",
            id="EvaluatorNames twice: a new entry is added to the last",
        ),
    ],
)
def test_one_entry(before: str, after: str) -> None:
    assert patched(before, SKYE) == after


def test_several_at_once() -> None:
    text = 'SetOptions[$FrontEnd, EvaluatorNames->{"other" -> {}}]'
    third = KernelEntry(name="third")
    assert patched(text, SKYE, OTHER, third) == (
        f'SetOptions[$FrontEnd, EvaluatorNames->{{{OTHER_TEXT}, \n  {SKYE_TEXT}, \n  "third" -> {{}}}}]'
    )


def test_no_entries_change_nothing() -> None:
    assert patched("SetOptions[$FrontEnd, A->1]") == "SetOptions[$FrontEnd, A->1]"


def test_patching_twice_changes_nothing_more() -> None:
    once = patched("SetOptions[$FrontEnd, A->1]", SKYE, OTHER)
    assert patched(once, SKYE, OTHER) == once


def test_line_ends_and_other_bytes_are_kept() -> None:
    before = b'(* \xe9 *)\r\nSetOptions[$FrontEnd, \r\nA->"\x00\xff",\r\nEvaluatorNames->{"Local" -> {}}\r\n]\r\n'
    after = patched(before, SKYE).encode("latin-1")
    head, _, tail = before.partition(b'"Local" -> {}')
    assert after == head + b'"Local" -> {}, \r\n  ' + SKYE_TEXT.encode() + tail


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("", "no SetOptions[$FrontEnd, ...] to add entries to", id="an empty file"),
        pytest.param("RemoteMachine[1]", "no SetOptions[$FrontEnd, ...] to add entries to", id="a parallel file"),
        pytest.param(
            'SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {} "b" -> {}}]',
            "init.m:1:49: a comma is missing",
            id="a missing comma",
        ),
        pytest.param("SetOptions[$FrontEnd, EvaluatorNames->1]", "init.m:1:39: ", id="not a list"),
        pytest.param(
            "SetOptions[$FrontEnd, EvaluatorNames->Join[a, b]]", "EvaluatorNames is computed", id="a computed value"
        ),
        pytest.param('SetOptions[$FrontEnd, A->"', "init.m:1:26: ", id="an unclosed string"),
    ],
)
def test_a_file_without_a_place_for_entries_is_refused(text: str, reason: str) -> None:
    with pytest.raises(WriteRefusedError) as caught:
        patched(text, SKYE)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_entries_of_real_files_are_written_back_unchanged(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "frontend").glob("*-remote-entry.m"))
    for path in paths:
        source = Source(path.name, path.read_bytes())
        document = read(source)
        edits = upsert(document, [kernel_entry(entry) for entry in document.entries])
        assert len(edits) == len(document.entries) > 0
        assert apply(source, edits) == source.data
    assert paths
