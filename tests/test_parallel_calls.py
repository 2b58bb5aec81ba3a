"""Reading the calls for parallel kernels: arguments, enclosing expressions and problems."""

import pytest

from rkconf.entries.enclosing import outward
from rkconf.syntax.tree import FunctionCall, List
from tests.documents import call, document, problem_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('RemoteMachine["h"]', ("h", None, None), id="host"),
        pytest.param('RemoteMachine["h", 4]', ("h", None, 4), id="host and number"),
        pytest.param('RemoteMachine["h", "c"]', ("h", "c", None), id="host and command"),
        pytest.param('RemoteMachine["h", "c" <> "d", 4]', ("h", "cd", 4), id="all three"),
        pytest.param('RemoteMachine["h", "c", 4, True, True, {}]', ("h", "c", 4), id="as the dialog saves it"),
        pytest.param('LaunchSlave["h", "c"]', ("h", "c", None), id="toolkit"),
        pytest.param('$RemoteCommand = "c";', (None, "c", None), id="default command"),
        pytest.param('S`R`RemoteMachine["h", StringJoin["c", "d"]]', ("h", "cd", None), id="with context"),
    ],
)
def test_a_parallel_call_is_read(text: str, expected: tuple[str | None, str | None, int | None]) -> None:
    host, command, count = expected
    read = call(text)
    assert (read.host.text if read.host else None, read.command.text if read.command else None) == (host, command)
    assert read.count == count
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
def test_the_expressions_around_a_parallel_call(text: str, around: list[str]) -> None:
    found = call(text)
    outer = [each.node for each in outward(found)][1:]
    assert [found.source[node.span] for node in outer if isinstance(node, FunctionCall | List)] == around


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("RemoteMachine /: KernelCount[RemoteMachine[host_, n_]] := n", id="the left side of a definition"),
        pytest.param('Format[RemoteMachine[host_, user_String: "", n_Integer: 1]] := host', id="with defaults"),
        pytest.param("Cases[kernels, RemoteMachine[_, ___]]", id="patterns without names"),
        pytest.param('Launch[RemoteMachine["h", {options___}]] := start["h"]', id="a pattern in a list"),
    ],
)
def test_a_pattern_describes_no_machine(text: str) -> None:
    assert (document(text).parallel, document(text).problems) == ((), ())


def test_parallel_calls_are_found_anywhere_in_a_file() -> None:
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
def test_a_template_may_stay_in_the_foreground(option: str, *, in_foreground: bool) -> None:
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
        pytest.param("RemoteMachine[$MachineName]", "not-understood", "$MachineName", id="a symbol of Mathematica"),
        pytest.param("LaunchSlave[First[all]]", "not-understood", "First[all]", id="a computed host"),
        pytest.param("RemoteMachine[node1]", "wrong-type", "node1", id="a symbol for the host"),
        pytest.param('RemoteMachine["h", "c", "4"]', "wrong-type", '"4"', id="a string for the number"),
        pytest.param('RemoteMachine["h" "c"]', "syntax-error", "", id="a missing comma"),
        pytest.param('RemoteMachine["h",, 2]', "syntax-error", "", id="a missing argument"),
    ],
)
def test_an_error_in_a_parallel_call_is_reported(text: str, rule: str, place: str) -> None:
    assert problem_texts(document(text).problems, text) == [(rule, place)]


def test_the_default_command_is_checked_where_it_is_set() -> None:
    assert document('LaunchSlave["h", $RemoteCommand]').problems == ()
