"""The part of a launch command in front of ssh: whether it can run once more, and what it gives to ssh."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from rkconf.doctor import surroundings
from rkconf.doctor.model import Surroundings
from tests.test_doctor_stand_in import plan

_MATH = "math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 1@h,2@h"
_SSH = f"ssh -p 2222 skye {_MATH}"
_DEEP = f"{'( ' * 40}eval ' :'{' )' * 40}"
_VARIABLES = {"PATH": os.environ["PATH"], "HOME": "/", "OLD": "1"}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(_SSH, id="ssh alone"),
        pytest.param(f"exec {_SSH}", id="exec"),
        pytest.param(f"{_SSH} > /dev/null 2>&1 &", id="redirections and the background"),
        pytest.param(f"/opt/{_MATH}", id="a kernel on this machine"),
    ],
)
def test_nothing_in_front_of_ssh_changes_how_it_runs(command: str) -> None:
    assert not plan(command).preparation.is_needed
    assert surroundings.command(plan(command)) == ()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        pytest.param(f"ssh -f -N gate; {_SSH}", "ssh", id="a tunnel"),
        pytest.param(f"rm -f ~/lock; {_SSH}", "rm", id="a file that is removed"),
        pytest.param(f"date >> log; {_SSH}", "appends to log", id="a line at the end of a file"),
        pytest.param(f": >>log && date | cat >log; {_SSH}", "appends to log", id="a builtin that appends"),
        pytest.param(f">> log; A=1 {_SSH}", "appends to log", id="a file without a program"),
        pytest.param(f"mkdir ~/run && {_SSH}", "mkdir", id="a folder that a second run finds"),
        pytest.param(f"{_DEEP}; A=1 {_SSH}", "does not follow all of", id="commands that are nested too deeply"),
        pytest.param(f"A=1 {_SSH} | tee log", "tee", id="a program that reads the output"),
        pytest.param(f"sudo -u fred {_SSH}", "rights of another user", id="another user"),
        pytest.param(f"ssh-agent {_SSH}", "separate agent", id="an agent that ends with ssh"),
        pytest.param(f"srun {_SSH}", "job", id="a job"),
    ],
)
def test_some_commands_do_not_run_twice(command: str, said: str) -> None:
    assert said in plan(command).untried
    assert surroundings.command(plan(command)) == ()


@pytest.mark.parametrize(
    ("command", "changed", "folder"),
    [
        pytest.param(f"NEW=2 {_SSH}", {"NEW": "2"}, None, id="an assignment"),
        pytest.param(f"NEW=$(echo 2; echo 3) {_SSH}", {"NEW": "2\n3"}, None, id="the output of a program"),
        pytest.param(f"export NEW='a b'; {_SSH}", {"NEW": "a b"}, None, id="export"),
        pytest.param(f"NEW=2; {_SSH}", {}, None, id="a variable that is not exported"),
        pytest.param(f"unset OLD; {_SSH}", {"OLD": None}, None, id="unset"),
        pytest.param(f"env -u OLD NEW=2 nice {_SSH}", {"OLD": None, "NEW": "2"}, None, id="env"),
        pytest.param(f"cd /usr/bin && {_SSH}", {}, "/usr/bin", id="cd"),
        pytest.param(f"(cd /usr; NEW=2 exec {_SSH})", {"NEW": "2"}, "/usr", id="a subshell"),
        pytest.param(f"env -C /usr {_SSH}", {}, "/usr", id="the folder of env"),
        pytest.param(f'bash -c "NEW=2 {_SSH}"', {"NEW": "2"}, None, id="another shell"),
        pytest.param(f". ./variables; {_SSH}", {"NEW": "2"}, None, id="a file"),
        pytest.param(f"mkdir -p a/b; NEW=2 {_SSH} >> log", {"NEW": "2"}, None, id="what may happen twice"),
        pytest.param(f"NEW=2 {_SSH} > output 2>&1", {"NEW": "2"}, None, id="redirections"),
    ],
)
def test_a_real_shell_gives_ssh_its_variables_and_its_folder(
    tmp_path: Path, command: str, changed: Mapping[str, str | None], folder: str | None
) -> None:
    (tmp_path / "variables").write_text("export NEW=2\n")
    surroundings.write_script(tmp_path)
    words = surroundings.command(plan(command), tmp_path)
    subprocess.run(words, env=_VARIABLES, cwd=tmp_path, check=True, capture_output=True)
    found = surroundings.read(tmp_path, _VARIABLES)
    expected = {name: value for name, value in {**_VARIABLES, **changed}.items() if value is not None}
    assert found
    assert {name: found.variables.get(name) for name in {*expected, *changed}} == {**expected, **changed}
    assert found.folder == (folder or str(tmp_path))


def test_without_a_run_of_ssh_nothing_is_measured(tmp_path: Path) -> None:
    surroundings.write_script(tmp_path)
    words = surroundings.command(plan(f"cd /nowhere && {_SSH}"), tmp_path)
    subprocess.run(words, env=_VARIABLES, check=False, capture_output=True)
    assert surroundings.read(tmp_path, _VARIABLES) is None


def test_a_difference_names_variables_and_no_value() -> None:
    ours, theirs = Surroundings({"A": "secret", "B": "1", "SHLVL": "1"}, "/a"), Surroundings({"B": "1"}, "/b")
    assert "A" in ours.difference(theirs)
    assert "/a" in ours.difference(theirs)
    assert "secret" not in ours.difference(theirs)
    assert ours.difference(ours) == ""


@pytest.mark.parametrize("shell", ["dash", "bash", "zsh", "mksh", "tcsh"])
def test_every_local_shell_measures(tmp_path: Path, shell: str) -> None:
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not installed")
    surroundings.write_script(tmp_path)
    words = surroundings.command(plan(f"cd /usr && env NEW='a b' {_SSH}", local_shell=shell), tmp_path)
    subprocess.run((program, *words[1:]), env=_VARIABLES, cwd=tmp_path, check=True, capture_output=True)
    found = surroundings.read(tmp_path, _VARIABLES)
    assert found
    assert (found.variables["NEW"], found.folder) == ("a b", "/usr")
