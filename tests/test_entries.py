"""Reading entries of the Front End: their spans, options, launch commands and models."""

from pathlib import Path

import pytest

from rkconf import edits
from rkconf.entries import read
from rkconf.entries.model import KernelEntry, kernel_entry
from rkconf.source import Source
from tests.documents import document, entry, names, problem_texts

FILE = """SetOptions[$FrontEnd,
VersionsLaunched->{"5.2.0", "6.0.1"},
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True},
  "skye" -> {"RemoteMachine" -> True, "MLOpenArguments" -> "-LinkMode Listen", "LoginScript" -> "ssh \\
skye.local \\"./math.sh\\" -mathlink", "Colour" :> f[1]}},
PrivateFrontEndOptions->{}
]
"""


def test_every_part_of_an_entry_has_its_span() -> None:
    read_file = document(FILE)
    local, skye = read_file.entries
    assert read_file.kind == "front-end"
    assert read_file.versions_launched == ("5.2.0", "6.0.1")
    assert [entry.name for entry in (local, skye)] == ["Local", "skye"]
    assert read_file.source[local.span] == '"Local" -> {"AutoStartOnLaunch" -> True}'
    assert read_file.source[skye.name_span] == '"skye"'
    assert read_file.source[local.value_span] == '{"AutoStartOnLaunch" -> True}'
    assert read_file.source[skye.options[0].span] == '"RemoteMachine" -> True'
    assert read_file.source[skye.options[0].key_span] == '"RemoteMachine"'
    assert [read_file.source[span] for span in read_file.settings] == [FILE.rstrip("\n")]
    assert read_file.evaluator_names[0].literal
    assert read_file.source[read_file.evaluator_names[0].span].startswith("EvaluatorNames->{")


def test_options_are_found_by_their_key() -> None:
    skye = document(FILE).entries[1]
    assert skye.boolean("RemoteMachine") is True
    assert skye.boolean("LoginScript") is None
    assert skye.boolean("AutoStartOnLaunch") is None
    assert str(skye.string("MLOpenArguments")) == "-LinkMode Listen"
    assert skye.string("RemoteMachine") is None
    assert skye.get("HostName") is None


def test_of_two_options_with_one_key_the_first_is_used() -> None:
    assert entry('{"RemoteMachine" -> True, "RemoteMachine" -> False}').boolean("RemoteMachine") is True


def test_an_entry_has_its_launch_command() -> None:
    launch = document(FILE).entries[1].launch
    assert launch
    assert str(launch.command) == 'ssh skye.local "./math.sh" -mathlink'
    assert str(launch.mlopen) == "-LinkMode Listen"
    assert not launch.is_parallel
    assert document(FILE).entries[0].launch is None


@pytest.mark.parametrize(
    ("written", "word", "result"),
    [
        pytest.param(r'"ssh \"a b\""', '"a b"', r'"ssh \"c\\ d\""', id="escaped quotes"),
        pytest.param('"ssh " <> "a b" <> "!"', "a b", r'"ssh " <> "\"c\\ d\"" <> "!"', id="within one joined string"),
        pytest.param('"ssh a" <> " b"', "a b", r'"ssh \"c\\ d\""', id="across joined strings"),
        pytest.param('"ssh a\\\n b"', "a b", r'"ssh \"c\\ d\""', id="across a continued line"),
    ],
)
def test_an_edit_of_the_command_becomes_an_edit_of_the_file(written: str, word: str, result: str) -> None:
    read_file = names(f'{{"a" -> {{"LoginScript" -> {written}}}}}')
    launch = read_file.entries[0].launch
    assert launch
    assert launch.command
    start = launch.command.text.index(word)
    edit = launch.replace(launch.command[start : start + len(word)].span, r'"c\ d"')
    assert result in edits.apply(read_file.source, [edit]).decode()


@pytest.mark.parametrize(
    ("options", "is_local"),
    [
        pytest.param('"MLOpenArguments" -> "-LinkMode Launch"', True, id="neither remote nor with a command"),
        pytest.param('"RemoteMachine" -> False, "MLOpenArguments" -> "-LinkMode Launch"', True, id="said to be local"),
        pytest.param('"RemoteMachine" -> True, "MLOpenArguments" -> "-LinkMode Listen"', False, id="remote"),
        pytest.param('"RemoteMachine" -> f[], "MLOpenArguments" -> "-LinkMode Listen"', False, id="perhaps remote"),
        pytest.param('"LoginScript" -> "ssh skye.local math"', False, id="with a command that the user may have meant"),
    ],
)
def test_a_local_entry_has_nothing_that_reaches_another_machine(options: str, *, is_local: bool) -> None:
    local = entry(f"{{{options}}}")
    assert (local.is_local, local.launch is None) == (is_local, is_local)


def test_the_model_of_an_entry_keeps_unknown_keys() -> None:
    assert kernel_entry(document(FILE).entries[1]) == KernelEntry(
        name="skye",
        remote_machine=True,
        mlopen_arguments="-LinkMode Listen",
        login_script='ssh skye.local "./math.sh" -mathlink',
        extra={"Colour": "f[1]"},
    )


def test_the_model_keeps_a_value_of_the_wrong_type_verbatim() -> None:
    assert kernel_entry(entry('{"RemoteMachine" -> "True", "HostName" -> {1}}')).extra == {
        "RemoteMachine": '"True"',
        "HostName": "{1}",
    }


@pytest.mark.parametrize(
    ("value", "entries"),
    [
        pytest.param("names", [], id="a symbol"),
        pytest.param('Join[old, {"s" -> {"RemoteMachine" -> True}}]', ["s"], id="a join of lists"),
        pytest.param('Append[old, "s" -> {"HostName" -> "h"}]', ["s"], id="an appended rule"),
        pytest.param(
            'old /. x_ -> {"s" -> {"HostName" -> "h"}, "t" -> {"HostName" -> "h"}}', ["s", "t"], id="operator"
        ),
    ],
)
def test_literal_entries_of_a_computed_value_are_read(value: str, entries: list[str]) -> None:
    found = names(value)
    assert problem_texts(found.problems, found.source.text) == [("not-understood", value)]
    assert [entry.name for entry in found.entries] == entries
    assert not found.evaluator_names[0].literal


def test_entries_around_a_computed_value_are_read() -> None:
    text = (
        'With[{new = {"s" -> {"HostName" -> "h"}}}, SetOptions[$FrontEnd, {A -> 1, EvaluatorNames -> Join[old, new]}]]'
    )
    assert [entry.name for entry in document(text).entries] == ["s"]


@pytest.mark.parametrize("text", ["", "(* ::Package:: *)", "f[x_] := x", "\ufeff"])
def test_a_file_without_kernels_has_no_problems(text: str) -> None:
    found = document(text)
    assert (found.kind, found.problems, found.entries, found.parallel) == ("nothing", (), (), ())


def test_real_files_are_read_without_problems(shared: Path) -> None:
    for path in sorted((shared / "corpus").rglob("*.m")):
        found = read(Source(path.name, path.read_bytes()))
        assert [*found.problems, *(problem for entry in found.entries for problem in entry.problems)] == []


def test_real_entries_are_read(shared: Path) -> None:
    path = shared / "corpus" / "frontend" / "linux-8.0.4-remote-entry.m"
    local, remote = read(Source(path.name, path.read_bytes())).entries
    assert kernel_entry(local) == KernelEntry(name="Local", auto_start_on_launch=True)
    assert (remote.boolean("RemoteMachine"), remote.boolean("AutoStartOnLaunch")) == (True, False)
    assert len(remote.options) == 5


def test_an_empty_command_has_its_place() -> None:
    text = 'SetOptions[$FrontEnd, EvaluatorNames->{"k" -> {"RemoteMachine" -> True, "LoginScript" -> ""}}]'
    command = document(text).entries[0].string("LoginScript")
    assert command is not None
    assert text[: command.span.start].endswith('"LoginScript" -> "')
