"""Cases of the rules about files, entries and parallel calls that the pages in samples/rules do not show."""

import pytest

from rkconf import edits, versions
from rkconf.command import Target
from rkconf.entries import read
from rkconf.rule import Finding
from rkconf.rules import get
from rkconf.source import Source


def found(rule: str, text: str, version: str = "7") -> list[Finding]:
    document = read(Source("init.m", text.encode()))
    subjects = {"document": [document], "entry": document.entries, "parallel": document.parallel}[get(rule).subject]
    facts = versions.load(version)
    target = Target(facts, facts, ("dash",), ("bash",))
    return [finding for subject in subjects for finding in get(rule).check(subject, target)]


def fixed(rule: str, text: str, version: str = "7") -> list[str | None]:
    source = Source("init.m", text.encode())
    fixes = [finding.fix for finding in found(rule, text, version)]
    return [edits.apply(source, fix.edits).decode() if fix else None for fix in fixes]


def entry(options: str) -> str:
    return f'SetOptions[$FrontEnd, EvaluatorNames->{{"a" -> {options}}}]'


@pytest.mark.parametrize(
    ("text", "version", "result"),
    [
        pytest.param('LaunchSlave["h"]', "7", 'LaunchKernels[RemoteMachine["h"]]', id="a slave"),
        pytest.param('P`LaunchSlave["h"]', "7", 'LaunchKernels[RemoteMachine["h"]]', id="a slave with its context"),
        pytest.param('LaunchKernels[RemoteMachine["h", "c"]]', "6", 'LaunchSlave["h", "c"]', id="one machine"),
        pytest.param('P`LaunchKernels[RemoteMachine["h"]]', "6", 'LaunchSlave["h"]', id="a machine with a context"),
        pytest.param('LaunchKernels[RemoteMachine["h", 4]]', "6", None, id="several kernels"),
        pytest.param('LaunchKernels[RemoteMachine["h", 1]]', "6", None, id="one kernel by its number"),
        pytest.param('MyLaunchKernels[RemoteMachine["h"]]', "6", None, id="a function of another name"),
        pytest.param('LaunchKernels[RemoteMachine["h"], x]', "6", None, id="another argument beside it"),
        pytest.param('LaunchKernels[(* c *) RemoteMachine["h"]]', "6", None, id="a comment beside it"),
        pytest.param('LaunchKernels[{RemoteMachine["h"]}]', "6", None, id="a list of machines"),
        pytest.param('LaunchSlave["h", "c", A -> 1]', "7", None, id="options"),
    ],
)
def test_a_parallel_kernel_is_written_in_the_syntax_of_the_version(text: str, version: str, result: str | None) -> None:
    assert fixed("parallel-package", text, version) == [result]


@pytest.mark.parametrize(
    ("arguments", "version", "number"),
    [
        pytest.param('"h", "c", 2, True', "7", 1, id="four"),
        pytest.param('"h", "c", 2, True, True', "7", 0, id="five"),
        pytest.param('"h", "c", 2, A -> 1', "7", 0, id="options are not counted"),
        pytest.param('"h", "c", 2, True', "6", 0, id="a version without the function"),
    ],
)
def test_the_arguments_of_a_saved_machine_are_counted(arguments: str, version: str, number: int) -> None:
    assert len(found("remote-machine-form", f"RemoteMachine[{arguments}]", version)) == number


@pytest.mark.parametrize(
    ("options", "number"),
    [
        pytest.param('{"LoginScript" -> ""}', 0, id="an empty command"),
        pytest.param('{"LoginScript" -> "c", "RemoteMachine" -> "True"}', 0, id="a truth value of the wrong type"),
        pytest.param('{"LoginScript" -> "c", "RemoteMachine" -> True}', 0, id="a remote entry"),
        pytest.param('{"LoginScript" -> "c", "RemoteMachine" -> False}', 1, id="a local entry"),
    ],
)
def test_a_launch_command_needs_a_remote_entry(options: str, number: int) -> None:
    assert len(found("launch-on-local-entry", entry(options))) == number


@pytest.mark.parametrize(
    ("options", "number"),
    [
        pytest.param('{"RemoteMachine" -> True, "HostName" -> ""}', 1, id="an empty host name"),
        pytest.param('{"RemoteMachine" -> True, "HostName" -> f[]}', 0, id="a computed host name"),
        pytest.param('{"RemoteMachine" -> True "HostName" -> "h"}', 0, id="an entry that cannot be read"),
        pytest.param("{}", 0, id="a local entry"),
    ],
)
def test_a_remote_entry_needs_a_launch_command_or_a_host(options: str, number: int) -> None:
    assert len(found("incomplete-entry", entry(options))) == number


@pytest.mark.parametrize(
    ("value", "result"),
    [
        pytest.param('"HostName" -> host1', '"HostName" -> "host1"', id="a symbol"),
        pytest.param('"RemoteMachine" -> "yes"', '"RemoteMachine" -> True', id="a word"),
        pytest.param('"RemoteMachine" -> false', '"RemoteMachine" -> False', id="a lowercase word"),
        pytest.param('"RemoteMachine" -> 1', None, id="a number"),
        pytest.param('"HostName" -> True', None, id="a truth value"),
        pytest.param('"HostName" -> {"h"}', None, id="a list"),
    ],
)
def test_a_value_of_the_wrong_type_is_repaired_if_its_meaning_is_clear(value: str, result: str | None) -> None:
    assert fixed("wrong-type", entry(f"{{{value}}}")) == [result and entry(f"{{{result}}}")]


def test_a_key_is_not_renamed_to_an_existing_one() -> None:
    assert fixed("unknown-key", entry('{"HostName" -> "h", "HostNam" -> "i"}')) == [None]


def test_a_list_that_is_computed_may_have_a_local_entry() -> None:
    assert found("missing-local", 'SetOptions[$FrontEnd, EvaluatorNames->{local, "a" -> {}}]') == []
    assert found("missing-local", "SetOptions[$FrontEnd, EvaluatorNames->Join[a, b]]") == []


def test_names_are_compared_within_one_list() -> None:
    one = 'SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {}}];'
    assert found("duplicate-entry", one + one) == []
