"""The commands for a terminal in the documentation: a shell reads them, and ssh accepts its arguments."""

import re
import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.conftest import CHECKOUT
from tests.live.machines import require

pytestmark = [pytest.mark.live, pytest.mark.checkout]

BLOCK = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PAGES = [
    pytest.param(path, id=path.relative_to(CHECKOUT).as_posix())
    for path in sorted([CHECKOUT / "README.md", *CHECKOUT.glob("docs/*.md"), *CHECKOUT.glob("docs/*/*.md")])
    if BLOCK.search(path.read_text(encoding="utf-8"))
]
# With -G, ssh reads its arguments and logs in nowhere. The last argument is a command where it has a space.
SSH = """#!/bin/sh
for last do :; done
case $last in *' '*) found=$(/bin/sh -n -c "$last" 2>&1) || echo "$found" >> "$HOME/refused" ;; esac
found=$(/usr/bin/ssh -F /dev/null -G "$@" 2>&1) || echo "$found" >> "$HOME/refused"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home with a program `ssh` that refuses what a shell or ssh would refuse."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "ssh").write_text(SSH)
    (tmp_path / "bin" / "ssh").chmod(0o755)
    (tmp_path / "refused").touch()
    return tmp_path


def read(block: str, home: Path) -> str:
    """Return what a shell and ssh refuse in a block; no other program is found, so nothing happens."""
    require("" if which("ssh") else "ssh is not installed")
    known = {"HOME": str(home), "PATH": str(home / "bin")}
    run = subprocess.run(["/bin/sh", "-c", block], cwd=home, env=known, capture_output=True, text=True, check=False)
    return "".join(re.findall(r".*Syntax error.*\n", run.stderr)) + (home / "refused").read_text()


@pytest.mark.parametrize("page", PAGES)
def test_a_shell_and_ssh_accept_the_commands_of_a_page(page: Path, home: Path) -> None:
    assert [
        refused for block in BLOCK.findall(page.read_text(encoding="utf-8")) if (refused := read(block, home))
    ] == []


@pytest.mark.parametrize("block", ["ssh -o Nonsense=yes h\n", "ssh h 'if true; echo'\n", "echo 'a\n"])
def test_a_mistake_would_be_found(block: str, home: Path) -> None:
    assert read(block, home)
