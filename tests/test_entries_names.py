"""Texts that a file keeps in names, joins from pieces, or takes from the machine."""

import pytest

from rkconf import versions
from rkconf.command import target
from rkconf.diagnostics import Diagnostic
from rkconf.inputs import FrontEndFile
from rkconf.linting import check
from rkconf.source import Source
from tests.documents import document, problem_texts

COMMAND = "ssh `1` /opt/math -mathlink"
CALL = 'RemoteMachine["h", cmd, 4]'


def commands(text: str) -> list[str | None]:
    return [str(call.command) if call.command else None for call in document(text).parallel]


def findings(text: str) -> tuple[Diagnostic, ...]:
    checked = FrontEndFile.of(Source("init.m", text.encode()))
    seven = versions.load("7")
    return check(checked, target(seven, seven, None))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'cmd = "{COMMAND}"; LaunchKernels[{CALL}]', id="set at the top level"),
        pytest.param(f'cmd := "{COMMAND}"\nLaunchKernels[{CALL}]', id="set with delay"),
        pytest.param(f'(cmd = "{COMMAND}"; LaunchKernels[{CALL}])', id="in parentheses"),
        pytest.param(f'a = "ssh `1` "; cmd = a <> "/opt/math" <> " -mathlink"; {CALL}', id="from pieces"),
        pytest.param(f'cmd = StringJoin["ssh `1` ", {{"/opt/math", " -mathlink"}}]; {CALL}', id="with StringJoin"),
        pytest.param(f'Module[{{cmd = "{COMMAND}"}}, LaunchKernels[{CALL}]]', id="a local name with its value"),
        pytest.param(f'Module[{{cmd, x}}, cmd = "{COMMAND}"; LaunchKernels[{CALL}]]', id="a local name"),
        pytest.param(f'With[{{cmd = "{COMMAND}"}}, LaunchKernels[{CALL}]]', id="a constant"),
        pytest.param(f'(* cmd = "old"; *) cmd = "{COMMAND}"; {CALL}', id="an old value in a comment"),
        pytest.param(f'cmd = "{COMMAND}"; Print["cmd = 1; cmd_"]; {CALL}', id="the name in a string"),
        pytest.param(f'cmd = "{COMMAND}"; If[cmd == "", 1]; other[x, cmd]; {CALL}', id="with other uses"),
    ],
)
def test_a_name_that_is_set_once_has_its_text(text: str) -> None:
    assert commands(text)[-1] == COMMAND


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f'cmd = "a"; cmd = "b"; {CALL}', id="set twice"),
        pytest.param(f'{CALL}; cmd = "a"', id="set later"),
        pytest.param(f'If[x, cmd = "a"]; {CALL}', id="set on a condition"),
        pytest.param(f'x && (cmd = "a"); {CALL}', id="set after an operator"),
        pytest.param(f'f[x_] := Module[{{cmd = "a"}}, {CALL}]', id="set in a function"),
        pytest.param(f'cmd = "a"; f[cmd_] := {CALL}', id="a pattern has its name"),
        pytest.param(f'cmd = "a"; Table[{CALL}, {{cmd, list}}]', id="an iterator has its name"),
        pytest.param(f'cmd = "a"; Module[{{cmd}}, {CALL}]', id="a local name hides it"),
        pytest.param(f'Module[{{cmd = "a"}}, 1]; {CALL}', id="a local name elsewhere"),
        pytest.param(f'cmd = "a"; Function[cmd, {CALL}][1]', id="the argument of a function"),
        pytest.param(f'cmd = "a"; cmd[1] = "b"; {CALL}', id="a value for an argument"),
        pytest.param(f'cmd = "a"; {{cmd, x}} = f[]; {CALL}', id="set in a list"),
        pytest.param(f'cmd = "a"; {{x, cmd}} = f[]; {CALL}', id="set second in a list"),
        pytest.param(f'cmd = "a"; AppendTo[cmd, 1]; {CALL}', id="extended by a function"),
        pytest.param(f'cmd = "a"; cmd += 1; {CALL}', id="changed by an operator"),
        pytest.param(f'cmd = "a"; cmd =.; {CALL}', id="unset"),
        pytest.param(f'cmd = "a"; Clear[cmd]; {CALL}', id="cleared"),
        pytest.param(f"cmd = cmd; {CALL}", id="set to itself"),
        pytest.param(f'cmd = f["a"]; {CALL}', id="a result"),
        pytest.param(f'cmd = "ssh h " <> args; {CALL}', id="joined with words that are not known"),
        pytest.param(f'cmd = "ssh h \\"" <> args <> "\\""; {CALL}', id="joined with a whole command"),
    ],
)
def test_any_other_name_is_computed(text: str) -> None:
    assert None in commands(text)
    assert "not-understood" in [problem.rule for problem in document(text).problems]


def test_a_file_with_too_many_names_is_not_searched_further() -> None:
    names = "".join(f'c{number} = "ssh `1` math"; RemoteMachine["h", c{number}];\n' for number in range(110))
    found = commands(names)
    assert (found[0], found[-1]) == ("ssh `1` math", None)


def test_hosts_and_numbers_have_their_values() -> None:
    text = f'host = "h"; n = 4; RemoteMachine[host, "{COMMAND}", n]'
    (call,) = document(text).parallel
    assert (str(call.host), call.count, document(text).problems) == ("h", 4, ())


def test_entries_and_options_have_their_values() -> None:
    text = (
        'script = "ssh skye.local math"; flag = True; options = {"RemoteMachine" -> flag, "LoginScript" -> script};\n'
        'kernels = {"far" -> options};\nSetOptions[$FrontEnd, EvaluatorNames -> kernels]'
    )
    (entry,) = document(text).entries
    assert (entry.boolean("RemoteMachine"), str(entry.string("LoginScript"))) == (True, "ssh skye.local math")
    assert document(text).problems == entry.problems == ()


def test_a_list_that_is_used_twice_remains_computed() -> None:
    text = 'kernels = {"far" -> {}}; SetOptions[$FrontEnd, EvaluatorNames -> kernels]; Print[kernels]'
    assert problem_texts(document(text).problems, text) == [("not-understood", "kernels")]


def launched(text: str) -> str:
    (call,) = document(text).parallel
    assert call.launch
    return str(call.launch.command).replace("\ufffb", "?")


@pytest.mark.parametrize(
    ("command", "text"),
    [
        pytest.param('$UserBaseDirectory <> "/tunnel.sh a"', "?/tunnel.sh a", id="a folder"),
        pytest.param('FileNameJoin[{$HomeDirectory, "bin", "a"}] <> " b"', "?/bin/a b", id="folders that are joined"),
        pytest.param('ToFileName[{$InstallationDirectory}, "math"]', "?/math", id="folders of old versions"),
        pytest.param('"ssh " <> $UserName <> "@h math"', "ssh ?@h math", id="the user"),
        pytest.param('"ssh a@" <> hosts[[i]] <> " math"', "ssh a@? math", id="a computed host"),
        pytest.param('"ssh h -p" <> ToString[p] <> " math"', "ssh h -p? math", id="a computed value of an option"),
    ],
)
def test_a_part_that_the_machine_knows_is_an_unknown_piece(command: str, text: str) -> None:
    assert launched(f'RemoteMachine["h", {command}]') == text


def test_a_computed_part_is_reported_at_its_place() -> None:
    text = 'RemoteMachine["h", "ssh a@" <> hosts[[i]] <> " math", 4]'
    assert problem_texts(document(text).problems, text) == [("not-understood", "hosts[[i]]")]


def test_a_folder_of_the_machine_is_not_a_computed_part() -> None:
    assert document('RemoteMachine["h", $HomeDirectory <> "/bin/a"]').problems == ()


def _fixed(found: tuple[Diagnostic, ...], code: str) -> list[bool]:
    return [each.fix is not None for each in found if each.code == code]


@pytest.mark.parametrize(
    ("text", "is_fixed"),
    [
        pytest.param(f"cmd = \"ssh `1` '/opt/a b/math' -mathlink\"; {CALL}", True, id="a string that is used once"),
        pytest.param(f"cmd = \"ssh `1` '/opt/a b/math' -mathlink\"; {CALL}; f[cmd]", False, id="used for more"),
        pytest.param(
            f'm = "\'/opt/a b/math\'"; cmd = "ssh `1` " <> m; {CALL}', False, id="a text in another order than the file"
        ),
    ],
)
def test_only_a_string_that_is_used_once_is_fixed(text: str, *, is_fixed: bool) -> None:
    found = findings(text)
    places = [text[each.span.start : each.span.end] for each in found if each.code == "RK303"]
    assert places == ["'/opt/a b/math'"]
    assert _fixed(found, "RK303") == [is_fixed]


def test_a_message_shows_no_unknown_character() -> None:
    found = findings('RemoteMachine["h", $HomeDirectory <> "/bin/a b " <> $UserName <> "@h", 4]')
    assert found
    assert not [each for each in found if {"\ufffb", "\ufffc"} & set(each.message + each.help)]
