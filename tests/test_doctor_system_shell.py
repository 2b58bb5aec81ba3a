"""The shell that ``sh`` is on this machine: doctor judges a launch command for this shell alone."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the Front End on Windows starts cmd.exe")
TEMPLATE = "ssh -x -f -l `3` skye.local math -mathlink -linkmode Connect `4` -linkname '`2`' >& /dev/null &"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that is the only one on PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("program", "words", "cause"),
    [
        pytest.param("dash", (), "RK305", id="sh is dash"),
        pytest.param("bash", (), None, id="sh is bash"),
        pytest.param("busybox", (), None, id="sh is unknown"),
        pytest.param(None, (), None, id="there is no sh"),
        pytest.param("dash", ("--local-shell", "bash"), None, id="another shell is chosen"),
        pytest.param("bash", ("--local-shell", "dash"), "RK305", id="dash is chosen"),
    ],
)
def test_the_shell_decides_whether_a_command_is_read(
    rkconf: Program, path: Path, program: str | None, words: tuple[str, ...], cause: str | None
) -> None:
    if program:
        (path / program).write_text("")
        (path / program).chmod(0o755)
        (path / "sh").symlink_to(program)
    outcome = rkconf("doctor", "--parallel", TEMPLATE, "--version", "8", "--dry-run", "--format", "json", *words)
    found = json.loads(outcome.out).get("cause")
    assert (found and found["id"]) == cause


def test_the_report_names_a_shell_that_decides(rkconf: Program, path: Path) -> None:
    (path / "sh").symlink_to("dash")
    (path / "dash").write_text("")
    (path / "dash").chmod(0o755)
    refused, ended = (
        rkconf("doctor", *words, "--version", "8").out
        for words in (("--parallel", TEMPLATE), ("--launch", "ssh -f skye.local math -mathlink", "--mlopen", ""))
    )
    assert "sh of this machine is dash" in refused
    assert "sh of this machine" not in ended
