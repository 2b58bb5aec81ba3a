"""The commands of ``rkconf doctor`` contain the values of this machine, and no example of another one."""

import getpass
import os
import socket
from pathlib import Path

import pytest

from rkconf.shell.state import HOMES
from rkconf.shell.words import UNKNOWN
from rkconf.versions import load
from tests.conftest import Program
from tests.test_next_steps import LINK, MLOPEN

KERNEL = f"/mnt/bin/math {LINK}"
HOME = "/mnt/home/fred"
EXAMPLES = (*HOMES, UNKNOWN, load("5.2").plausible["homeDirectory"], load("5.2").plausible["mathssh"])
VARIABLES = {"HOME": HOME, "USER": "fred", "KEY": "/mnt/key", "FOLDER": "/mnt/a b", "PATH": os.environ["PATH"]}


@pytest.fixture
def planned(rkconf: Program, tmp_path: Path) -> "Planned":
    return Planned(rkconf, tmp_path)


class Planned:
    """Return the steps of a dry run, each with its commands."""

    def __init__(self, rkconf: Program, folder: Path) -> None:
        self._rkconf = rkconf
        self._file = folder / "variables.txt"
        self._file.write_text("".join(f"{name}={value}\n" for name, value in VARIABLES.items()))

    def __call__(self, command: str, *words: str) -> dict[str, str]:
        given = ("--mlopen", MLOPEN, "--version", "5.2", "--environment", str(self._file), *words)
        outcome = self._rkconf("doctor", "--dry-run", "--launch", command, *given)
        assert (outcome.status, outcome.err) == (0, "")
        assert not [each for each in EXAMPLES if each in outcome.out]
        return {name: text for name, _, text in (line.partition(" ") for line in outcome.out.splitlines())}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("-i ~/.ssh/mykey skye.local", f"-i {HOME}/.ssh/mykey", id="a key"),
        pytest.param("$USER@skye.local", "fred@skye.local", id="an account"),
        pytest.param("-l $USER skye.local", "-l fred", id="the option of an account"),
        pytest.param("-F ~/.ssh/config skye.local", f"-F {HOME}/.ssh/config", id="a configuration"),
        pytest.param("-o UserKnownHostsFile=$HOME/k skye.local", f"UserKnownHostsFile={HOME}/k", id="a setting"),
        pytest.param("-i $KEY skye.local", "-i /mnt/key", id="another variable"),
        pytest.param('-i "$FOLDER/k" skye.local', "-i '/mnt/a b/k'", id="a value with a space"),
        pytest.param("-l `username` skye.local", f"-l {getpass.getuser()}", id="the user of the Front End"),
        pytest.param("-i `homeDirectory`/.ssh/k skye.local", f"-i {HOME}/.ssh/k", id="the home directory"),
        pytest.param(
            "`machinename`.example.org", f" {socket.gethostname().partition('.')[0]}.example.org", id="the own name"
        ),
    ],
)
def test_the_first_login_has_the_values_of_the_front_end(planned: Planned, words: str, expected: str) -> None:
    steps = planned(f"ssh {words} {KERNEL}")
    for name in ("listen", "reach", "shell"):
        assert expected in steps[name]


def test_the_client_is_found_in_the_home_directory(planned: Planned) -> None:
    assert planned(f"~/bin/ssh skye.local {KERNEL}")["environment"].strip() == f"{HOME}/bin/ssh -V"


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("-i $OTHER skye.local", id="a variable that is not set"),
        pytest.param("-i $(cat name) skye.local", id="the output of a command"),
        pytest.param('"$OTHER@skye.local"', id="an account"),
    ],
)
def test_a_login_with_an_unknown_word_is_not_tried(planned: Planned, words: str) -> None:
    assert set(planned(f"ssh {words} {KERNEL}")) == {"environment", "start"}


@pytest.mark.parametrize(
    ("login", "expected"),
    [
        pytest.param("ssh -i ~/.ssh/k2 $USER@skye.local", "-i ~/.ssh/k2 -v $USER@skye.local exit", id="both"),
        pytest.param('ssh -l "$USER" skye.local', '-l "$USER" -v skye.local exit', id="quoted"),
        pytest.param("ssh -i$HOME/k skye.local", "-i$HOME/k -v skye.local exit", id="in one word"),
        pytest.param("~/bin/ssh skye.local", "~/bin/ssh -o", id="the client"),
        pytest.param("ssh -o User=fred skye.local", "-o User=fred -v skye.local exit", id="no variable"),
    ],
)
def test_the_machine_in_between_expands_its_own_variables(planned: Planned, login: str, expected: str) -> None:
    assert expected in planned(f"ssh gate.local '{login} {KERNEL}'")["login"]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("U=$USER; ssh $U@skye.local", id="an account"),
        pytest.param("K=~/.ssh/k; ssh -i $K skye.local", id="a key"),
        pytest.param("K=$HOME; ssh -i ~/$K skye.local", id="mixed"),
        pytest.param("ssh -i $OTHER skye.local", id="unknown"),
    ],
)
def test_a_variable_that_the_command_sets_there_is_not_repeated(planned: Planned, command: str) -> None:
    steps = planned(f"ssh gate.local '{command} {KERNEL}'")
    assert not {"login", "kernel", "link"} & set(steps)
    assert "reach" in steps


@pytest.mark.parametrize("name", ["java", "mathssh", "userbaseDirectory"])
def test_a_placeholder_of_the_front_end_alone_needs_a_value(rkconf: Program, name: str) -> None:
    command = f"ssh -i `{name}` skye.local {KERNEL}"
    outcome = rkconf("doctor", "--dry-run", "--launch", command, "--mlopen", MLOPEN)
    assert (outcome.status, outcome.out) == (2, "")
    assert f"--set {name}=" in outcome.err
    assert rkconf("doctor", "--dry-run", "--launch", command, "--mlopen", MLOPEN, "--set", f"{name}=/k").status == 0


def test_a_password_in_a_variable_is_masked(rkconf: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_TEST", "hunter2")
    outcome = rkconf("doctor", "--dry-run", "--launch", f"sshpass -p $SECRET_OF_TEST ssh skye.local {KERNEL}")
    assert outcome.status == 0
    assert "hunter2" not in outcome.out
