"""Line breaks in launch commands: wherever one is, it is the cause, and its repair restores the command."""

import json
import re
from typing import Any

import pytest

from tests.conftest import Program

LINK = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
COMMANDS = [
    pytest.param("launch", f"ssh -o BatchMode=yes -p 22 user@skye.local /opt/math {LINK}", id="ssh"),
    pytest.param("launch", f"ssh -n skye.local nohup /opt/math {LINK}", id="a prefix on the other machine"),
    pytest.param("launch", f"ssh skye.local '/opt/math {LINK}'", id="quotes around the remote command"),
    pytest.param(
        "parallel",
        "ssh `1` /opt/math -mathlink -LinkMode Connect `4` -LinkName `2` -subkernel -noinit > /dev/null 2>&1 &",
        id="a parallel template",
    ),
]


def broken(command: str) -> list[str]:
    """Return the command with a line break for each of its spaces in turn."""
    spaces = [space.start() for space in re.finditer(" ", command)]
    return [f"{command[:at]}\n{command[at + 1 :]}" for at in spaces]


def errors(rkconf: Program, kind: str, command: str) -> list[dict[str, Any]]:
    """Return the errors that follow from no other finding."""
    found = json.loads(rkconf("lint", "--format", "json", f"--{kind}", command).out)["diagnostics"]
    return [each for each in found if each["severity"] == "error" and "follows" not in each]


@pytest.mark.parametrize(("kind", "command"), COMMANDS)
def test_a_line_break_at_any_space_is_the_only_cause(rkconf: Program, kind: str, command: str) -> None:
    for text in broken(command):
        assert {each["code"] for each in errors(rkconf, kind, text)} == {"RK308"}, text


@pytest.mark.parametrize(("kind", "command"), COMMANDS)
def test_its_repair_restores_the_command(rkconf: Program, kind: str, command: str) -> None:
    for text in broken(command):
        fixed = rkconf("lint", "-q", "--fix", "--ignore", "RK407", f"--{kind}", text).out
        assert fixed == f"{command}\n", text


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        pytest.param(
            f'ssh skye.local "/Applications/Mathematica\n7.app/Contents/MacOS/MathKernel" {LINK}',
            f"ssh skye.local \"'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'\" {LINK}",
            id="in a path with a space",
        ),
        pytest.param(
            f"ssh skye.local /Applications/Mathematica.app/Contents/\nMacOS/MathKernel {LINK}",
            f"ssh skye.local /Applications/Mathematica.app/Contents/MacOS/MathKernel {LINK}",
            id="after a slash",
        ),
        pytest.param(f"ssh user@\nskye.local /opt/math {LINK}", f"ssh user@skye.local /opt/math {LINK}", id="after @"),
        pytest.param(
            f"ssh skye.local /opt/math {LINK}".replace("-LinkMode", "-Link\nMode"),
            f"ssh skye.local /opt/math {LINK}",
            id="in a flag",
        ),
        pytest.param(
            f"ssh skye.local /opt/math {LINK}".replace("`linkname`", "`link\nname`"),
            f"ssh skye.local /opt/math {LINK}",
            id="in a placeholder",
        ),
    ],
)
def test_a_line_break_inside_a_word_is_removed(rkconf: Program, text: str, fixed: str) -> None:
    assert rkconf("lint", "-q", "--fix", "--ignore", "RK407", "--launch", text).out == f"{fixed}\n"


def test_a_line_after_a_prepared_machine_becomes_its_second_command_only_as_a_guess(rkconf: Program) -> None:
    text = f"ssh skye.local cd /opt\n./math {LINK}"
    assert [each["fix"]["applicability"] for each in errors(rkconf, "launch", text)] == ["unsafe"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"ssh -fN -R 4001:127.0.0.1:4001 skye.local\nssh skye.local /opt/math {LINK}", id="a tunnel"),
        pytest.param(f"ssh skye.local /opt/math \\\n{LINK}", id="a backslash"),
        pytest.param(f"module load mathematica\n/opt/math {LINK}", id="two commands"),
        pytest.param(f"ssh skye.local '. /etc/profile\n/opt/math {LINK}'", id="two commands on the other machine"),
    ],
)
def test_an_intended_line_break_is_not_reported(rkconf: Program, text: str) -> None:
    found = json.loads(rkconf("lint", "--format", "json", "--launch", text).out)["diagnostics"]
    assert "RK308" not in {each["code"] for each in found}
