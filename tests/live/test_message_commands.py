"""The commands of docs/messages/ run: every program has the options with which a page calls it."""

import getpass
import re
import subprocess
import sys
from pathlib import Path
from shutil import which

import pytest

from tests.documentation.messages import FOLDER
from tests.live.machines import Machines, require

pytestmark = [pytest.mark.live, pytest.mark.checkout]

BLOCK = re.compile(r"^```sh\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
OF_WINDOWS = "is-not-recognized"
"""The page whose commands are those of cmd.exe."""
PROGRAMS = ("dmesg", "file", "findmnt", "getent", "nc", "ping", "ss")
COMPLAINT = re.compile(
    r"usage:|(?:unrecognized|invalid|unknown|illegal|bad configuration) option|syntax error|command not found",
    re.IGNORECASE,
)
# Every name of a machine is the one with the sshd.
SETTINGS = """\
Host *
    HostName 127.0.0.1
    Port {port}
    User {user}
    IdentityFile {root}/key
    HostKeyAlias there
    UserKnownHostsFile {root}/known_hosts
    GlobalKnownHostsFile /dev/null
    SendEnv RIG_*
    ControlPath none
"""
COMMANDS = [
    pytest.param(command, id=f"{path.stem} {number}")
    for path in sorted(FOLDER.glob("*.md"))
    if path.stem != OF_WINDOWS
    for number, command in enumerate(BLOCK.findall(path.read_text()), start=1)
]


@pytest.fixture
def search_path(machines: Machines, tmp_path: Path) -> str:
    """Return a search path with an ssh that reaches the machine by any name, and a sleep that takes no time."""
    (tmp_path / "config").write_text(SETTINGS.format(root=machines.root, port=machines.port, user=getpass.getuser()))
    for name, command in {"ssh": f'exec {which("ssh")} -F {tmp_path}/config "$@"', "sleep": "exit 0"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{command}\n")
        (tmp_path / name).chmod(0o755)
    return f"{tmp_path}:{Path(sys.executable).parent}"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_a_page_runs(command: str, machines: Machines, search_path: str, tmp_path: Path) -> None:
    for name in PROGRAMS:
        require(f"{name} is not installed" if re.search(rf"\b{name}\b", command) and not which(name) else "")
    environment = dict(machines.environment(machines.records(), "bash", ("14", "14")))
    environment["PATH"] = f"{search_path}:{environment['PATH']}"
    run = subprocess.run(
        [which("bash") or "bash", "-c", command],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not COMPLAINT.search(run.stdout + run.stderr), run.stdout + run.stderr
