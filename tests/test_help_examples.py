"""The commands under ``examples:`` in the help of each command run as they are shown."""

import shlex
from itertools import takewhile
from os.path import expanduser
from pathlib import Path

import pytest

from rkconf import cli
from tests.conftest import Program
from tests.manual import HEADING, commands_of

SPECIFICATION = """\
[frontend]
version = "7"
os = "linux"

[[kernels]]
name = "skye"
host = "skye.local"
kernel = "./math.sh"

[[parallel]]
host = "node1"
kernel = "/opt/math"
"""
ANSWERS = "skye\nskye.local\n\n7\nmacos\n\n"
COMMAND = "ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`"
HOME_FILES = (".Mathematica/FrontEnd/init.m", "Library/Mathematica/FrontEnd/init.m")


def shown(text: str) -> str:
    """Return the command of one line; two spaces precede its explanation."""
    return text.strip().partition("  ")[0]


EXAMPLES = [
    shown(line)
    for parser in commands_of(cli.program()).values()
    for title, lines in HEADING.findall(parser.epilog or "")
    if title == "examples"
    for line in lines.splitlines()
]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rkconf: Program) -> None:
    """Write the files that the examples name, and a home directory with a Front End."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    Path("kernels.toml").write_text(SPECIFICATION)
    Path("command.txt").write_text(COMMAND)
    Path("answers.txt").write_text(ANSWERS)
    entries = rkconf("render", "kernels.toml", "skye", "--as", "wl-all").out
    for path in ("init.m", *HOME_FILES):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(entries)
    Path("parallel.m").write_text(rkconf("render", "kernels.toml", "node1").out)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_help_runs(example: str, rkconf: Program) -> None:
    program, command, *words = shlex.split(example)
    assert program == "rkconf"
    stdin = COMMAND if "--launch -" in example else ANSWERS
    if command == "new":
        Path("kernels.toml").unlink()
    if command == "doctor" and words:
        # The tests reach no other machine.
        words.append("--dry-run")
    words = [*takewhile(lambda word: word not in {"<", ">"}, words)]
    outcome = rkconf(command, *map(expanduser, words), stdin=stdin.encode())
    # The machine of the test may have faults.
    assert outcome.status in ({0, 1} if example == "rkconf doctor" else {0}), outcome.err
