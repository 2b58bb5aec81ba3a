"""The command line of `rkconf doctor` without a kernel; the machine is a scratch home."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from rkconf.doctor import machine as machine_package
from rkconf.doctor.machine import Completed, System, this_machine
from rkconf.doctor.machine.system import run
from rkconf.record import replace
from tests.conftest import Program
from tests.scratch_homes import DIRECT, INIT, ScratchHome, init_file


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScratchHome:
    """Return a machine without problems, which the program examines instead of the real one."""
    scratch = ScratchHome.build(tmp_path)
    scratch.write(INIT, init_file())

    def machine(environment: Mapping[str, str] | None = None, environment_file: str = "") -> System:
        return replace(scratch.system, environment=dict(environment or {}), environment_file=environment_file)

    monkeypatch.setattr(machine_package, "this_machine", machine)
    return scratch


def test_the_status_is_0_if_nothing_is_wrong(home: ScratchHome, rkconf: Program) -> None:
    outcome = rkconf("doctor")
    assert (outcome.status, outcome.err) == (0, "")
    assert "Nothing wrong was found" in outcome.out
    assert home.ran


def test_the_status_is_1_for_a_problem(home: ScratchHome, rkconf: Program) -> None:
    home.write(INIT, init_file(DIRECT.replace("-LinkName", "-LinkNmae")))
    assert rkconf("doctor").status == 1


def test_the_status_is_2_if_a_part_could_not_be_examined(home: ScratchHome, rkconf: Program) -> None:
    (home.folder / "root/proc/net/tcp").unlink()
    outcome = rkconf("doctor")
    assert outcome.status == 2
    assert "Not examined" in outcome.out


@pytest.mark.parametrize("words", [["--format", "json"], ["--format", "json", "--dry-run"]], ids=" ".join)
def test_json_is_printed_or_written_to_a_file(home: ScratchHome, words: list[str], rkconf: Program) -> None:
    printed = rkconf("doctor", *words)
    path = home.folder / "report.json"
    written = rkconf("doctor", *words, "--output", str(path))
    assert (written.out, written.err, written.status) == ("", "", printed.status)
    assert json.loads(path.read_text()) == json.loads(printed.out)
    assert json.loads(printed.out)["format"] == 1


@pytest.mark.usefixtures("home")
def test_a_report_that_cannot_be_written_is_one_line(rkconf: Program) -> None:
    outcome = rkconf("doctor", "--output", "/missing/report.txt")
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)


def test_a_dry_run_prints_each_command_on_a_line(home: ScratchHome, rkconf: Program) -> None:
    lines = rkconf("doctor", "--dry-run").out.splitlines()
    assert home.ran == []
    assert lines[0] == "ssh -V"
    assert any("-G" in line and line.endswith("-- skye.local true") for line in lines)
    assert any(line.startswith("ssh-keygen -y -P '' -f ") for line in lines)


@pytest.mark.usefixtures("home")
def test_a_version_limits_the_places(rkconf: Program) -> None:
    shown = rkconf("doctor", "--version", "15").out
    assert "~/.Wolfram/FrontEnd/init.m" in shown
    assert "~/.Mathematica/FrontEnd/init.m" not in shown


def test_the_environment_of_a_file_is_used(home: ScratchHome, rkconf: Program) -> None:
    path = home.folder / "front-end.txt"
    path.write_text(f"MATHEMATICA_USERBASE={home.folder}\nWOLFRAM_USERBASE={home.folder}\n")
    outcome = rkconf("doctor", "--environment", str(path), "--format", "json")
    report = json.loads(outcome.out)
    assert report["environment"] == str(path)
    assert [each["variable"] for each in report["files"] if each["variable"]] == [
        "MATHEMATICA_USERBASE",
        "WOLFRAM_USERBASE",
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(["--environment", "/missing"], "/missing: no such file", id="a missing file"),
        pytest.param(["--set", "linkname=1"], "--set needs a kernel", id="a placeholder"),
        pytest.param(["--version", "5.9"], "unknown version", id="an unknown version"),
    ],
)
def test_a_wrong_option_is_one_line(home: ScratchHome, words: list[str], message: str, rkconf: Program) -> None:
    outcome = rkconf("doctor", *words)
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert message in outcome.err
    assert home.ran == []


def test_the_lines_of_the_capture_are_printed(rkconf: Program) -> None:
    outcome = rkconf("doctor", "--print-capture")
    assert (outcome.status, outcome.err) == (0, "")
    assert 'Run["' in outcome.out


def test_another_system_is_refused_with_the_next_step(rkconf: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    outcome = rkconf("doctor")
    assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "rkconf lint FILE" in outcome.err


@pytest.mark.parametrize(("variables", "home"), [({"HOME": "/x"}, "/x"), ({"HOME": ""}, None), ({}, None)])
def test_the_home_of_the_front_end_is_home_or_that_of_the_account(variables: dict[str, str], home: str | None) -> None:
    system = this_machine(variables)
    assert str(system.home) == (home or str(system.account_home))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("no-such-program",), Completed(None, err="it is not on PATH", is_missing=True), id="missing"),
        pytest.param(("/",), Completed(None, err="Permission denied"), id="a folder"),
        pytest.param(("a\0b",), Completed(None, err="embedded null byte"), id="a zero byte"),
        pytest.param(("sh", "-c", "echo a; echo b >&2; exit 3"), Completed(3, "a\n", "b\n"), id="outputs"),
        pytest.param(("sh", "-c", 'read x; echo "$LC_ALL"'), Completed(0, "C\n"), id="no input, in English"),
    ],
)
def test_a_program_runs_or_not(words: tuple[str, ...], expected: Completed) -> None:
    assert run(words, {"PATH": "/usr/bin:/bin", "LC_ALL": "de_DE.UTF-8"}) == expected


def test_a_program_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rkconf.doctor.machine.system.SECONDS", 0.1)
    done = run(("sleep", "1000"), {"PATH": "/usr/bin:/bin"})
    assert done.status is None
    assert "did not end" in done.err
