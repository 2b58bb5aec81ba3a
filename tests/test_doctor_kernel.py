"""Whether a login looks the program of a kernel up as the launch command does."""

import pytest

from rkconf.doctor.steps.kernel import is_certain
from tests.test_doctor_stand_in import plan

_MATH = "math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 1@h,2@h"


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"ssh skye {_MATH}", id="the name alone"),
        pytest.param(f"ssh skye exec nohup nice -n 5 {_MATH}", id="programs that hand it on unchanged"),
        pytest.param(f"ssh skye \"sh -c 'exec {_MATH}'\"", id="a shell with the same variables"),
        pytest.param(f"ssh gate ssh skye {_MATH}", id="through another machine"),
    ],
)
def test_a_login_finds_the_same_program(command: str) -> None:
    assert is_certain(plan(command))


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(f"ssh skye \"bash -lc 'exec {_MATH}'\"", id="a login shell"),
        pytest.param(f"ssh skye \"bash -l -c '{_MATH}'\"", id="a login shell, with separate options"),
        pytest.param(f"ssh skye \"exec bash --login -c '{_MATH}'\"", id="a login shell by a long option"),
        pytest.param(f"ssh skye \"zsh -ic '{_MATH}'\"", id="an interactive shell"),
        pytest.param(f"ssh skye env PATH=/opt/bin {_MATH}", id="variables of env"),
        pytest.param(f"ssh skye nohup env PATH=/opt/bin {_MATH}", id="variables of env after another program"),
        pytest.param(f"ssh skye PATH=/opt/bin {_MATH}", id="variables of the shell"),
        pytest.param(f"ssh skye sudo {_MATH}", id="another user"),
        pytest.param(f"ssh skye \"su - fred -c '{_MATH}'\"", id="the login shell of another user"),
        pytest.param(f"ssh skye 'cd /opt && ./{_MATH}'", id="another folder"),
        pytest.param(f"ssh skye 'module load stars; {_MATH}'", id="a module"),
    ],
)
def test_the_launch_command_may_find_another_program(command: str) -> None:
    assert not is_certain(plan(command))
