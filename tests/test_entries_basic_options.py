"""Entries of Basic Options: the Front End's own command, and the findings about host and user."""

from pathlib import Path

import pytest

from rkconf import versions
from rkconf.command import target
from rkconf.entries.basic_options import basic_launch
from rkconf.inputs import FrontEndFile
from rkconf.launchables import LaunchableKernel, find
from rkconf.linting import check
from rkconf.source import Source
from tests.conftest import Program
from tests.documents import entry

SEVEN = target(versions.load("7"), versions.load("7"), None)


def file(options: str) -> FrontEndFile:
    text = f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, "far" -> {{{options}}}}}]'
    return FrontEndFile.of(Source("init.m", text.encode()))


def test_the_command_of_the_front_end_names_user_and_host() -> None:
    launch = basic_launch(entry('{"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "fred"}'))
    assert launch
    assert "fred@skye.local math -mathlink -LinkMode Connect" in str(launch.command)
    assert str(launch.mlopen).startswith("-LinkMode Listen")


@pytest.mark.parametrize(
    "options",
    [
        pytest.param('"RemoteMachine" -> True, "HostName" -> "h", "LoginScript" -> "ssh h math"', id="own command"),
        pytest.param('"RemoteMachine" -> True, "HostName" -> f[]', id="computed host"),
        pytest.param('"RemoteMachine" -> True, "HostName" -> ""', id="empty host"),
        pytest.param('"RemoteMachine" -> False, "HostName" -> "h"', id="local entry"),
        pytest.param('"AutoStartOnLaunch" -> True', id="no host"),
    ],
)
def test_other_entries_have_no_such_command(options: str) -> None:
    assert basic_launch(entry(f"{{{options}}}")) is None


def test_an_entry_is_found_by_its_name() -> None:
    checked = file('"RemoteMachine" -> True, "HostName" -> "skye.local", "RemoteLogin" -> "fred"')
    found = find(checked, SEVEN, "far")
    assert isinstance(found, LaunchableKernel)
    assert found.launch.own


@pytest.mark.parametrize(
    ("options", "found"),
    [
        pytest.param('"HostName" -> "skye.local", "RemoteLogin" -> "fred"', [], id="host and user"),
        pytest.param('"HostName" -> "skye.local"', [], id="host alone"),
        pytest.param('"HostName" -> "h", "RemoteLogin" -> "fred@example.org"', [], id="user with a domain"),
        pytest.param('"HostName" -> "fred@h"', [("RK016", "warning", "fred@h")], id="user in the host"),
        pytest.param('"HostName" -> "192.0.2.300"', [("RK413", "warning", "192.0.2.300")], id="a wrong address"),
        pytest.param(
            '"HostName" -> "fred@h", "RemoteLogin" -> "jo"', [("RK016", "error", "fred@h")], id="another user in it"
        ),
        pytest.param(
            '"HostName" -> "h", "RemoteLogin" -> "fred@h"', [("RK016", "error", "fred@h")], id="host in the user"
        ),
        pytest.param('"HostName" -> "my host"', [("RK016", "warning", "host")], id="two words"),
        pytest.param('"HostName" -> " h"', [("RK412", "error", '" h')], id="a space in front of the host"),
        pytest.param('"HostName" -> "h ", "RemoteLogin" -> "jo"', [], id="a space after the host"),
        pytest.param(
            '"RemoteLogin" -> "jo ", "HostName" -> "h"',
            [("RK412", "error", 'jo ", "HostName" -> "h')],
            id="a space after the user",
        ),
        pytest.param(
            '"RemoteLogin" -> "jo ann", "HostName" -> "h"',
            [("RK012", "info", 'ann", "HostName" -> "h'), ("RK016", "warning", "ann")],
            id="two users",
        ),
        pytest.param('"HostName" -> "h:22"', [("RK408", "error", '"h:22')], id="a port"),
        pytest.param('"HostName" -> "h(1"', [("RK001", "error", "(")], id="a character of the shell"),
    ],
)
def test_host_and_user_are_judged(options: str, found: list[tuple[str, str, str]]) -> None:
    checked = file(f'"RemoteMachine" -> True, {options}')
    text = checked.document.source.text
    each = check(checked, SEVEN)
    assert [(one.code, one.severity.value, text[one.span.start : one.span.end]) for one in each] == found


def test_no_fix_reaches_into_the_command_of_the_front_end() -> None:
    checked = file('"RemoteMachine" -> True, "HostName" -> "my host"')
    assert not [each for each in check(checked, SEVEN) if each.fix]


def test_a_missing_user_is_shown_as_dots(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "init.m"
    path.write_bytes(file('"HostName" -> "skye.local"').document.source.data)
    outcome = rkconf("trace", str(path))
    assert "[...@skye.local]" in outcome.out
    assert "a part of the command depends on the machine" in outcome.out


def test_a_computed_command_leaves_the_verdict_open(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "init.m"
    path.write_bytes(
        file('"LoginScript" -> f[x], "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP"').document.source.data
    )
    assert "the launch command is computed" in rkconf("trace", str(path)).out
