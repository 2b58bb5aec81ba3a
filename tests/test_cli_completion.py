"""``rkconf completion``: each script is loaded by its shell, which then completes words."""

import os
import pty
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import Program

# The words that are typed, and what the last one becomes, or may become.
CASES = [
    pytest.param("rkconf li", {"lint"}, id="a command"),
    pytest.param("rkconf lint --fail-on w", {"warning"}, id="a value"),
    pytest.param("rkconf lint --select quoted-li", {"quoted-link-name"}, id="a rule as a value"),
    pytest.param("rkconf explain quoted-li", {"quoted-link-name"}, id="a rule"),
    pytest.param("rkconf lint --kernel-v", {"--kernel-version"}, id="an option"),
    pytest.param("rkconf render ker", {"kernels.toml"}, id="a file"),
    pytest.param("rkconf completion ", {"bash", "zsh", "fish"}, id="each of a few"),
]


class Shell(NamedTuple):
    """A shell and the script that makes it complete."""

    program: str
    script: Path


Load = Callable[[str], Shell]


@pytest.fixture
def load(rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Load:
    """Return what finds a shell and writes its script; a file to complete is in the working folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kernels.toml").touch()

    def find(name: str) -> Shell:
        program = shutil.which(name)
        if program is None:
            pytest.skip(f"{name} is not on this machine")
        script = tmp_path / "functions" / "_rkconf"
        script.parent.mkdir()
        script.write_text(rkconf("completion", name).out)
        return Shell(program, script)

    return find


@pytest.mark.live
@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_bash_completes(load: Load, typed: str, expected: set[str]) -> None:
    bash = load("bash")
    words = f"{typed}''" if typed.endswith(" ") else typed
    program = f"""
    source {bash.script}
    COMP_WORDS=({words})
    COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
    $(complete -p rkconf | sed 's/.*-F \\([^ ]*\\).*/\\1/')
    printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    run = subprocess.run([bash.program, "--norc", "-c", program], capture_output=True, text=True, check=True)
    assert (set(run.stdout.split()), run.stderr) == (expected, "")


@pytest.mark.live
@pytest.mark.parametrize(("typed", "expected"), CASES)
def test_fish_completes(load: Load, typed: str, expected: set[str]) -> None:
    fish = load("fish")
    program = f"source {fish.script}; complete -C '{typed}'"
    run = subprocess.run([fish.program, "--no-config", "-c", program], capture_output=True, text=True, check=True)
    assert ({line.split("\t")[0] for line in run.stdout.splitlines()}, run.stderr) == (expected, "")


@pytest.mark.live
@pytest.mark.parametrize(("typed", "expected"), [case for case in CASES if case.id != "each of a few"])
def test_zsh_completes(load: Load, typed: str, expected: set[str]) -> None:
    zsh = load("zsh")
    (completed,) = expected
    begin = f"PS1=; fpath=({zsh.script.parent} $fpath); autoload -Uz compinit; compinit -u -D; print ready\n"
    assert completed in conversation([zsh.program, "-f", "-i"], [(begin, "ready\r\n"), (f"{typed}\t", completed)])


def conversation(command: list[str], turns: list[tuple[str, str]]) -> str:
    """Type on a terminal, waiting after each turn for what is expected; return what came after the last one."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)  # noqa: S606 - the program of the test
    try:
        for typed, expected in turns:
            os.write(terminal, typed.encode())
            answer = _answer(terminal, expected)
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return answer


def _answer(terminal: int, expected: str) -> str:
    answer = ""
    while expected not in answer:
        answer += os.read(terminal, 1024).decode(errors="replace")
    return answer


def test_nothing_else_pays_for_it() -> None:
    program = "import sys; from rkconf.cli import main; main(['rules']); sys.exit('shtab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], stdout=subprocess.DEVNULL, check=False).returncode == 0


def test_an_unknown_shell_is_one_line(rkconf: Program) -> None:
    outcome = rkconf("completion", "csh")
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert "known: bash, zsh, fish" in outcome.err
