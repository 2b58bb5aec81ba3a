"""What is read from a file: entries, parallel calls, and what is said about the rest."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from rkconf import edits
from rkconf.diagnostics import Problem
from rkconf.entries import Document, LocatedEntry, ParallelCall, read
from rkconf.entries.enclosing import outward
from rkconf.entries.model import KernelEntry, ParallelKernels, kernel_entry, parallel_kernels
from rkconf.source import Source
from rkconf.syntax.tree import FunctionCall, List

FILE = """SetOptions[$FrontEnd,
VersionsLaunched->{"5.2.0", "6.0.1"},
EvaluatorNames->{
 "Local" -> {"AutoStartOnLaunch" -> True},
  "skye" -> {"RemoteMachine" -> True, "MLOpenArguments" -> "-LinkMode Listen", "LoginScript" -> "ssh \\
skye.local \\"./math.sh\\" -mathlink", "Colour" :> f[1]}},
PrivateFrontEndOptions->{}
]
"""


def document(text: str) -> Document:
    return read(Source("init.m", text.encode()))


def names(value: str) -> Document:
    return document(f"SetOptions[$FrontEnd, EvaluatorNames->{value}]")


def entry(options: str) -> LocatedEntry:
    return names(f'{{"a" -> {options}}}').entries[0]


def call(text: str) -> ParallelCall:
    return document(text).parallel[0]


def told(problems: Iterable[Problem], text: str) -> list[tuple[str, str]]:
    return [(problem.rule, text[problem.span.start : problem.span.end]) for problem in problems]


def test_a_file_is_read_with_all_its_places() -> None:
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


def test_the_options_of_an_entry_are_asked_by_name() -> None:
    skye = document(FILE).entries[1]
    assert skye.boolean("RemoteMachine") is True
    assert skye.boolean("LoginScript") is None
    assert skye.boolean("AutoStartOnLaunch") is None
    assert str(skye.string("MLOpenArguments")) == "-LinkMode Listen"
    assert skye.string("RemoteMachine") is None
    assert skye.get("HostName") is None


def test_of_two_options_of_one_name_the_first_counts() -> None:
    assert entry('{"RemoteMachine" -> True, "RemoteMachine" -> False}').boolean("RemoteMachine") is True


def test_an_entry_gives_its_launch_command() -> None:
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
def test_an_edit_of_the_command_is_right_in_the_file(written: str, word: str, result: str) -> None:
    read_file = names(f'{{"a" -> {{"LoginScript" -> {written}}}}}')
    launch = read_file.entries[0].launch
    assert launch
    assert launch.command
    start = launch.command.text.index(word)
    edit = launch.replace(launch.command[start : start + len(word)].span, r'"c\ d"')
    assert result in edits.apply(read_file.source, [edit]).decode()


def test_an_entry_without_its_places_keeps_what_it_does_not_know() -> None:
    assert kernel_entry(document(FILE).entries[1]) == KernelEntry(
        name="skye",
        remote_machine=True,
        mlopen_arguments="-LinkMode Listen",
        login_script='ssh skye.local "./math.sh" -mathlink',
        extra={"Colour": "f[1]"},
    )


def test_a_value_of_the_wrong_type_is_kept_as_it_is_written() -> None:
    assert kernel_entry(entry('{"RemoteMachine" -> "True", "HostName" -> {1}}')).extra == {
        "RemoteMachine": '"True"',
        "HostName": "{1}",
    }


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        pytest.param("5", ["5"], id="a number"),
        pytest.param('"Local"', ['"Local"'], id="a string"),
        pytest.param("Automatic", ["Automatic"], id="a symbol that means itself"),
        pytest.param('"Local" -> {}', ['"Local" -> {}'], id="a rule without braces"),
        pytest.param('<|"Local" -> {}|>', ['<|"Local" -> {}|>'], id="an association"),
        pytest.param('{1, "Local" -> {}}', ["1"], id="an element that is no rule"),
        pytest.param('{Local -> {}, "b" -> {}}', ["Local"], id="a name that is no string"),
        pytest.param('{"Local" -> True}', ["True"], id="an entry that is no list"),
    ],
)
def test_what_is_no_list_of_rules_is_said(value: str, problems: list[str]) -> None:
    found = names(value)
    assert told(found.problems, found.source.text) == [("not-a-list-of-rules", text) for text in problems]


@pytest.mark.parametrize(
    ("options", "problems"),
    [
        pytest.param("{5}", ["5"], id="an element that is no rule"),
        pytest.param("{5 -> True}", ["5"], id="a key that is no string"),
    ],
)
def test_what_is_no_rule_in_an_entry_is_said(options: str, problems: list[str]) -> None:
    found = entry(options)
    assert told(found.problems, found.source.text) == [("not-a-list-of-rules", text) for text in problems]


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
def test_of_a_computed_value_the_literal_entries_are_read(value: str, entries: list[str]) -> None:
    found = names(value)
    assert told(found.problems, found.source.text) == [("not-understood", value)]
    assert [entry.name for entry in found.entries] == entries
    assert not found.evaluator_names[0].literal


def test_entries_around_a_computed_value_are_read() -> None:
    text = (
        'With[{new = {"s" -> {"HostName" -> "h"}}}, SetOptions[$FrontEnd, {A -> 1, EvaluatorNames -> Join[old, new]}]]'
    )
    assert [entry.name for entry in document(text).entries] == ["s"]


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        pytest.param('{"a" -> f[], "b" -> {}}', "f[]", id="a computed entry"),
        pytest.param('{f[], "b" -> {}}', "f[]", id="a computed element"),
    ],
)
def test_what_is_computed_in_the_list_is_said(value: str, problem: str) -> None:
    found = names(value)
    assert told(found.problems, found.source.text) == [("not-understood", problem)]
    assert [entry.name for entry in found.entries] == ["b"]


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        pytest.param('{"LoginScript" -> "ssh " <> host}', '"ssh " <> host', id="a joined symbol"),
        pytest.param('{"LoginScript" -> ToString[x]}', "ToString[x]", id="a call"),
        pytest.param("{opts[]}", "opts[]", id="an option"),
    ],
)
def test_what_is_computed_in_an_entry_is_said(options: str, problem: str) -> None:
    found = entry(options)
    assert told(found.problems, found.source.text) == [("not-understood", problem)]


def test_a_symbol_that_the_file_assigns_is_computed() -> None:
    bound = document('h = "x"; SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {"HostName" -> h}}]').entries[0]
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
def test_a_missing_comma_has_its_place_and_the_rest_is_read(value: str, place: str, entries: list[str]) -> None:
    found = names(value)
    first = next(problem for problem in found.problems if problem.rule == "syntax-error")
    assert found.source.text[first.span.start :].startswith(place)
    assert [entry.name for entry in found.entries] == entries


@pytest.mark.parametrize(
    ("options", "place", "keys"),
    [
        pytest.param('{"A" -> True "B" -> False}', ' "B"', ["A", "B"], id="a missing comma"),
        pytest.param('{"A" -> "x" <> "y" "B" -> False}', ' "B"', ["A", "B"], id="a missing comma behind a join"),
        pytest.param('{"A" -> 1,, "B" -> 2}', ",,", ["A", "B"], id="two commas"),
        pytest.param('{"A" -> 1, "B" -> 2,}', ",}", ["A", "B"], id="a comma at the end"),
        pytest.param('{, "A" -> 1}', ',"A"', ["A"], id="a comma at the beginning"),
        pytest.param('{"A" -> , "B" -> 2}', ' , "B"', ["B"], id="a missing value"),
        pytest.param('{-> 1, "B" -> 2}', "-> 1", ["B"], id="a missing key"),
    ],
)
def test_a_broken_option_has_its_place_and_the_rest_is_read(options: str, place: str, keys: list[str]) -> None:
    found = entry(options)
    (problem,) = found.problems
    rest = found.source.text[problem.span.start :]
    assert problem.rule == "syntax-error"
    assert rest.replace(" ", "").startswith(place.replace(" ", ""))
    assert [option.key for option in found.options] == keys


def test_behind_a_string_without_an_end_the_other_entries_are_read() -> None:
    found = names('{"a" -> {"LoginScript" -> "ssh host,\n "HostName" -> "x"}, "b" -> {"HostName" -> "y"}}')
    assert [problem.rule for problem in found.problems] == ["syntax-error"]
    assert [entry.name for entry in found.entries] == ["a", "b"]
    assert found.entries[0].problems == ()


def test_a_value_that_is_missing_is_said() -> None:
    assert [problem.message for problem in names("").problems] == ["the value of EvaluatorNames is missing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('RemoteMachine["h"]', ("h", None, None), id="host"),
        pytest.param('RemoteMachine["h", 4]', ("h", None, 4), id="host and number"),
        pytest.param('RemoteMachine["h", "c"]', ("h", "c", None), id="host and command"),
        pytest.param('RemoteMachine["h", "c" <> "d", 4]', ("h", "cd", 4), id="all three"),
        pytest.param('RemoteMachine["h", "c", 4, True, True, {}]', ("h", "c", 4), id="as it is saved"),
        pytest.param('LaunchSlave["h", "c"]', ("h", "c", None), id="toolkit"),
        pytest.param('$RemoteCommand = "c";', (None, "c", None), id="default command"),
        pytest.param('S`R`RemoteMachine["h", StringJoin["c", "d"]]', ("h", "cd", None), id="with context"),
    ],
)
def test_a_parallel_call_is_read(text: str, expected: tuple[str | None, str | None, int | None]) -> None:
    host, command, count = expected
    assert parallel_kernels(call(text)) == ParallelKernels(host=host, command=command, count=count)
    assert document(text).problems == ()


@pytest.mark.parametrize(
    ("text", "around"),
    [
        pytest.param('LaunchSlave["h"]', [], id="nothing"),
        pytest.param(
            'f = {g[LaunchSlave["h"], x]}; y', ['g[LaunchSlave["h"], x]', '{g[LaunchSlave["h"], x]}'], id="two"
        ),
        pytest.param('(* g[ *) "f[" <> LaunchSlave["h"] (* ] *)', [], id="comments and strings"),
        pytest.param('f[C`LaunchSlave["h"', ['f[C`LaunchSlave["h"'], id="no closing brackets"),
        pytest.param(f'{"f[" * 200}LaunchSlave["h"]{"]" * 200}', [], id="too deep"),
    ],
)
def test_what_stands_around_a_parallel_call(text: str, around: list[str]) -> None:
    [call] = read(Source("p.m", text.encode())).parallel
    outer = [place.node for place in outward(call)][1:]
    assert [call.source[node.span] for node in outer if isinstance(node, FunctionCall | List)] == around


def test_parallel_calls_are_found_wherever_they_stand() -> None:
    text = """Needs["P`"]
LaunchKernels[{RemoteMachine["a"], RemoteMachine["b", 2]}]
$RemoteCommand = "c"
LaunchSlave["d"]"""
    found = document(text)
    assert found.kind == "parallel"
    assert [(call.head, str(call.host)) for call in found.parallel] == [
        ("RemoteMachine", "a"),
        ("RemoteMachine", "b"),
        ("$RemoteCommand", "None"),
        ("LaunchSlave", "d"),
    ]


@pytest.mark.parametrize(
    ("option", "in_foreground"),
    [
        pytest.param("ConnectionType->LinkLaunch", True, id="symbols"),
        pytest.param('"ConnectionType" -> "LinkLaunch"', True, id="strings"),
        pytest.param("ConnectionType->LinkCreate", False, id="another type"),
    ],
)
def test_a_template_that_stays_is_known(option: str, *, in_foreground: bool) -> None:
    launch = call(f'RemoteMachine["h", "c", {option}]').launch
    assert launch
    assert launch.is_parallel
    assert launch.in_foreground == in_foreground


@pytest.mark.parametrize(
    ("text", "rule", "place"),
    [
        pytest.param('LaunchSlave["h", cmd]', "not-understood", "cmd", id="a symbol for the command"),
        pytest.param('LaunchSlave["h", "ssh " <> x]', "not-understood", '"ssh " <> x', id="a joined symbol"),
        pytest.param("Table[LaunchSlave[h], {h, all}]", "not-understood", "h", id="a host from a table"),
        pytest.param("LaunchSlave[First[all]]", "not-understood", "First[all]", id="a computed host"),
        pytest.param("RemoteMachine[node1]", "wrong-type", "node1", id="a symbol for the host"),
        pytest.param('RemoteMachine["h", "c", "4"]', "wrong-type", '"4"', id="a string for the number"),
        pytest.param('RemoteMachine["h" "c"]', "syntax-error", "", id="a missing comma"),
        pytest.param('RemoteMachine["h",, 2]', "syntax-error", "", id="a missing argument"),
    ],
)
def test_what_is_wrong_with_a_parallel_call_is_said(text: str, rule: str, place: str) -> None:
    assert told(document(text).problems, text) == [(rule, place)]


def test_the_default_command_as_an_argument_is_judged_where_it_is_set() -> None:
    assert document('LaunchSlave["h", $RemoteCommand]').problems == ()


@pytest.mark.parametrize("text", ["", "(* ::Package:: *)", "f[x_] := x", "\ufeff"])
def test_a_file_with_nothing_to_check_is_fine(text: str) -> None:
    found = document(text)
    assert (found.kind, found.problems, found.entries, found.parallel) == ("nothing", (), (), ())


def test_real_files_are_read_without_a_problem(shared: Path) -> None:
    for path in sorted((shared / "corpus").rglob("*.m")):
        found = read(Source(path.name, path.read_bytes()))
        assert [*found.problems, *(problem for entry in found.entries for problem in entry.problems)] == []


def test_real_entries_are_read(shared: Path) -> None:
    path = shared / "corpus" / "frontend" / "linux-8.0.4-remote-entry.m"
    local, remote = read(Source(path.name, path.read_bytes())).entries
    assert kernel_entry(local) == KernelEntry(name="Local", auto_start_on_launch=True)
    assert (remote.boolean("RemoteMachine"), remote.boolean("AutoStartOnLaunch")) == (True, False)
    assert len(remote.options) == 5


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x", "b" -> {"HostName" -> "y"}},\nA->1]',
            id="an entry falls into another",
        ),
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y"},\nA->{}]',
            id="another option falls into the list",
        ),
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y",\nA->{}]',
            id="another option falls into an entry",
        ),
        pytest.param(
            "SetOptions[$FrontEnd,\nA->{1, {2},\n"
            'EvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y"}}]',
            id="the list falls into another option",
        ),
        pytest.param(
            'SetOptions[$FrontEnd,\nEvaluatorNames->{"a" -> {"HostName" -> "x"}, "b" -> {"HostName" -> "y"},\r\n'
            'VersionsLaunched->{"9.0.0"}]',
            id="a known option follows the list",
        ),
    ],
)
def test_a_missing_bracket_is_said_once_and_the_entries_are_read(text: str) -> None:
    found = document(text)
    assert [problem.rule for problem in found.problems] == ["syntax-error"]
    assert [(entry.name, len(entry.options), entry.problems) for entry in found.entries] == [("a", 1, ()), ("b", 1, ())]
    assert found.versions_launched == (("9.0.0",) if "VersionsLaunched" in text else ())


def test_a_backslash_for_the_shell_alone_is_said() -> None:
    found = names(r'{"a" -> {"LoginScript" -> "ssh host /Mathematica\ 7.app"}}')
    assert told(found.problems, found.source.text) == [("syntax-error", r"\ ")]
    assert found.problems[0].severity == "warning"
