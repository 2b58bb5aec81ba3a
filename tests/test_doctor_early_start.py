"""The programs that a diagnosis starts before its steps: reports of ssh, and the login where nothing is unusual."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rkconf.doctor.descendants import Descendants
from rkconf.doctor.early_start import early_start
from tests.test_doctor_stand_in import plan
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-in for ssh is a script for sh")
_LAUNCH = "ssh skye.local math -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`"
_PLAIN = "hostname skye.local\nport 22\n"


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the stand-in however busy the machine is."""
    monkeypatch.setattr("rkconf.doctor.early_start._SOON", 3600.0)


def begun(folder: Path, launch: str, settings: str = _PLAIN) -> list[str]:
    """Return what is started early with an ssh that reports some settings: the first option of each command."""
    ssh = folder / "ssh"
    ssh.write_text(f"#!/bin/sh\n[ \"$1\" = -G ] || exec sleep 3600\ncat << 'END'\n{settings}END\n")
    ssh.chmod(0o755)
    with early_start(plan(launch), {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"}) as early:
        return [each.words[1] for each in early.programs]


_REPORTS = ["-G", "-V"]
_LOGIN = ["-G", "-o", "-V"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param(_PLAIN, _LOGIN, id="nothing unusual"),
        pytest.param(f"{_PLAIN}proxyjump gate.local\n", _REPORTS, id="a jump host, whose key may be stored"),
        pytest.param(f"{_PLAIN}proxycommand nc %h %p\n", _REPORTS, id="a proxy command"),
        pytest.param(f"{_PLAIN}sessiontype none\n", _REPORTS, id="a session without a command"),
        pytest.param(f"{_PLAIN}controlpath /dev/null\n", _REPORTS, id="a connection that may be shared"),
    ],
)
def test_a_login_begins_early_unless_a_step_decides_about_it(
    tmp_path: Path, settings: str, expected: list[str]
) -> None:
    assert begun(tmp_path, _LAUNCH, settings) == expected


@pytest.mark.parametrize(
    ("launch", "expected"),
    [
        pytest.param(f"{_LAUNCH} '", [], id="an entry with an error"),
        pytest.param(_LAUNCH.removeprefix("ssh skye.local "), [], id="a kernel on this machine"),
        pytest.param(f"cd /tmp && {_LAUNCH}", [], id="commands in front of ssh, which are measured before"),
        pytest.param(_LAUNCH.replace("ssh", "ssh -o SetEnv=LINK=`linkname`"), _REPORTS, id="an option with the link"),
    ],
)
def test_only_a_login_that_is_known_begins_early(tmp_path: Path, launch: str, expected: list[str]) -> None:
    assert begun(tmp_path, launch) == expected


def test_an_early_start_leaves_nothing(tmp_path: Path) -> None:
    processes = Descendants()
    assert begun(tmp_path, _LAUNCH) == _LOGIN
    wait_until(lambda: not processes.left())


def test_no_early_start_waits_for_asyncio() -> None:
    code = "import sys, rkconf.cli.doctor, rkconf.doctor.early_start; sys.exit('asyncio' in sys.modules)"
    subprocess.run((sys.executable, "-c", code), check=True)
