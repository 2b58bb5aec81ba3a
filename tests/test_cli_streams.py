"""The streams of the command line: readers that leave, full disks, closed streams, and what a terminal cannot show."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rkconf import cli
from tests.conftest import Program


def test_a_reader_who_leaves_causes_no_crash() -> None:
    reader, writer = os.pipe()
    # The reader leaves first: a short text would be in the pipe before the test goes on.
    os.close(reader)
    with os.fdopen(writer, "wb") as output:
        program = [sys.executable, "-m", "rkconf", "rules"]
        run = subprocess.run(program, stdout=output, stderr=subprocess.PIPE, check=False)
    assert (run.returncode, run.stderr) == (2, b"")


_SIZES = pytest.mark.parametrize(
    "command", [pytest.param("rules", id="a text longer than the buffer"), pytest.param("--version", id="a short text")]
)


@_SIZES
def test_a_full_disk_is_one_line(command: str) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device, opened as the shell would
        run = subprocess.run(
            [sys.executable, "-m", "rkconf", command], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert (run.returncode, run.stderr) == (2, "rkconf: cannot write the output: No space left on device\n")


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_help_that_cannot_be_written_is_an_error(name: str) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - a device, opened as the shell would
        # Without a buffer, the parser itself meets the error.
        command = [sys.executable, "-u", "-m", "rkconf", name, "--help"]
        run = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    assert (run.returncode, run.stderr) == (2, "rkconf: cannot write the output: No space left on device\n")


def test_a_working_folder_that_is_gone_is_reported(tmp_path: Path) -> None:
    file, gone = tmp_path / "init.m", tmp_path / "gone"
    file.write_text('SetOptions[$FrontEnd, VersionsLaunched->{"7"}]')
    gone.mkdir()
    script = 'rmdir "$PWD" && exec "$@"'
    command = ["/bin/sh", "-c", script, "sh", sys.executable, "-P", "-m", "rkconf", "lint", str(file)]
    run = subprocess.run(command, cwd=gone, capture_output=True, check=False, text=True)
    message = "rkconf: the working folder has been removed; change to another folder\n"
    assert (run.returncode, run.stdout, run.stderr) == (2, "", message)


@_SIZES
def test_a_closed_output_is_one_line(command: str) -> None:
    run = _with_closed(1, command)
    assert (run.returncode, run.stderr) == (2, "rkconf: cannot write the output: Bad file descriptor\n")


def test_a_closed_output_does_not_matter_where_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "init.m").write_text('SetOptions[$FrontEnd, VersionsLaunched->{"7"}]')
    run = _with_closed(1, "convert", str(tmp_path / "init.m"), "--to", "6", "--in-place")
    assert (run.returncode, run.stderr) == (0, "")


def test_remarks_never_get_into_the_output() -> None:
    run = _with_closed(2, "lint", "nothing.m", "--format", "concise")
    assert (run.returncode, run.stdout) == (2, "")


def _with_closed(descriptor: int, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = ["/bin/sh", "-c", f'exec "$@" {descriptor}>&-', "sh", sys.executable, "-m", "rkconf", *arguments]
    return subprocess.run(command, capture_output=True, check=False, text=True)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(OSError(28, "No space left"), "cannot write the output: No space left", id="the output"),
        pytest.param(OSError(5, "Broken", "a/b"), "a/b: Broken", id="something else"),
    ],
)
def test_what_the_system_refuses_is_one_line(
    error: OSError, told: str, monkeypatch: pytest.MonkeyPatch, rkconf: Program
) -> None:
    def refuse(_: object) -> int:
        raise error

    monkeypatch.setattr(cli, "run", refuse)
    outcome = rkconf("lint")
    assert (outcome.status, outcome.err) == (2, f"rkconf: {told}\n")


def test_an_interrupt_is_silent(monkeypatch: pytest.MonkeyPatch, rkconf: Program) -> None:
    def interrupt(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "run", interrupt)
    outcome = rkconf("rules")
    assert (outcome.status, outcome.out, outcome.err) == (130, "", "")


def test_what_a_terminal_cannot_show_is_escaped() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "rkconf", "lint", "--launch", "ssh \u201cskye.local\u201d ./math.sh -mathlink"],
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert run.returncode == 1
    assert "\\u201c" in run.stdout
    assert run.stderr == ""
