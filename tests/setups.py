"""Setups for tests, and a machine on which their commands run through a stand-in for ssh."""

import os
import re
import subprocess
from pathlib import Path

from rkconf import spec, versions
from rkconf.provisioning import Setup, prepare
from rkconf.source import Source
from tests.conftest import SAMPLES

KERNELS = SAMPLES / "kernels"
DIRECT = (KERNELS / "direct.toml").read_text()

TUNNEL = """
[frontend]
version = "7"
[[kernels]]
name = "far"
host = "far.example.org"
user = "me"
kernel = '{kernel}'
connection = "tunnel"
ports = [31415, 31416]
kernel_init = '{kernel_init}'
"""
TWO = """
[frontend]
version = "7"
[[kernels]]
name = "one"
host = "far.example.org"
kernel = "{one}"
[[kernels]]
name = "two"
host = "far.example.org"
kernel = "{two}"
{more}
"""

# ssh after the login: the login shell runs the rest of the words in the home directory.
_SSH = """#!/bin/sh
while getopts 46AaCfGgKkMNnqsTtVvXxYyB:b:c:D:E:e:F:I:i:J:L:l:m:O:o:P:p:Q:R:S:W:w: option; do :; done
shift "$OPTIND"
cd "$REMOTE_HOME" && exec "$LOGIN_SHELL" -c "$*"
"""


def setup(text: str, version: str = "7") -> Setup:
    loaded = spec.load(Source("kernels.toml", text.encode()))
    assert loaded.specification, loaded.problems
    return prepare(loaded.specification, loaded.places, versions.load(version), file="kernels.toml")


def contents(made: Setup) -> dict[str, str]:
    return {file.path: file.text for file in made.files}


def commands(made: Setup, part: str) -> list[str]:
    """Return the lines to type in the numbered steps that hold ``part``."""
    steps = made.files[0].text.partition("\n1. ")[2]
    return [line.strip() for line in steps.splitlines() if line.startswith("       ") and part in line]


def let_in(made: Setup) -> dict[str, str]:
    """Return the text of the steps about the firewall of each machine."""
    section = made.files[0].text.partition(". Configure the firewalls")[2].partition(". Add the entry")[0]
    _, *machines = re.split(r"\n   (.*) must allow these connections:", section)
    return dict(zip(machines[::2], machines[1::2], strict=True))


def opened(made: Setup, machine: str) -> list[str]:
    return [
        " ".join(item.split())
        for item in re.findall(r"^ {7}(- .*(?:\n {9}\S.*)*)", let_in(made)[machine], re.MULTILINE)
    ]


def prose(made: Setup) -> str:
    """Return the steps on one line."""
    return " ".join(made.files[0].text.split())


class Machine:
    """A kernel's machine that a stand-in for ssh reaches, and a local folder with the files of a setup."""

    def __init__(self, folder: Path, made: Setup, login_shell: str) -> None:
        self.here, self.home = folder / "here", folder / "home"
        for each in (self.here, self.home, folder / "bin"):
            each.mkdir()
        (folder / "bin" / "ssh").write_text(_SSH)
        (folder / "bin" / "ssh").chmod(0o755)
        for file in made.files:
            (self.here / file.path).parent.mkdir(exist_ok=True)
            (self.here / file.path).write_text(file.text)
        self.environment = {
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.here),
            "REMOTE_HOME": str(self.home),
            "LOGIN_SHELL": login_shell,
            "LC_ALL": "C.UTF-8",
        }

    def type(self, command: str, shell: str) -> str:
        run = subprocess.run(
            [shell, "-c", command], cwd=self.here, env=self.environment, capture_output=True, text=True, check=False
        )
        assert (run.returncode, run.stderr) == (0, ""), command
        return run.stdout
