"""Signals at random moments, counted by system calls: the same status, no traceback, whole files, no process left.

The live tests send 209 signals in all; ``-m exhaustive`` sends 209 of each signal, and of SIGKILL.
"""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests import answers
from tests.faulty_entry import FILE
from tests.live.disturbances import missing
from tests.live.machines import require
from tests.live.test_writing import FRONT_END, TUNNEL
from tests.test_interruption import SIGNALS, unignored

__all__ = ["unignored"]

COMMANDS = {
    "version": ("--version",),
    "lint": ("lint", "0.m"),
    "lint --fix": ("lint", "--fix", "0.m"),
    "lint --fix --jobs": ("lint", "--fix", "--jobs", "2", "."),
    "render": ("render", TUNNEL, "--version", "7", "--output", "out"),
    "setup": ("setup", TUNNEL, "--version", "7", "--output", "made"),
    "convert": ("convert", "init.m", "--from", "5.2", "--to", "7", "--in-place"),
    "extract": ("extract", "init.m", "--output", "out"),
    "trace": ("trace", TUNNEL, "--version", "7", "--svg", "out"),
    "new": ("new", "kernels.toml", *answers.given()),
    "doctor --dry-run": ("doctor", "--dry-run", TUNNEL, "--version", "7", "--output", "out"),
}
MOMENTS = 19
"""For each command: 209 in all."""
BEFORE = {"init.m": FRONT_END, **{f"{number}.m": FILE for number in range(12)}}
"""The files in the folder of a run before it."""
STATUSES = {**SIGNALS, signal.SIGKILL: 137}
"""The exit status after each signal, as a shell reports it."""
_CALL = re.compile(r"^(\w+)\((.*)", re.MULTILINE)
# From this call on, rkconf answers a signal; before it, Python.
_READY = re.compile(r"SIGHUP, \{sa_handler=0x")
# From this call on, Python loads rkconf.
_LOADS = re.compile(r'/rkconf/__main__\.py"')


class Moment(NamedTuple):
    """A system call: its name, and how many of this name the process has made, with it."""

    name: str
    number: int


def prepare(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, data in BEFORE.items():
        (folder / name).write_bytes(data)


def run(words: tuple[str, ...], folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    prepare(folder)
    command = ["/usr/bin/strace", *options, sys.executable, "-m", "rkconf", *words]
    # It returns when every process that has the pipes of the run has ended, so the workers too.
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)


class Moments(NamedTuple):
    """The system calls of a run, except the first and the last one, which start and end the program."""

    calls: tuple[Moment, ...]
    ready: int
    """The index of the first call after which rkconf handles signals."""
    loads: int
    """The index of the first call that loads rkconf."""

    def choose(self, chosen: random.Random, number: signal.Signals) -> Moment:
        """Return a random moment; Python handles SIGINT until rkconf is loaded, and the other two end it."""
        return chosen.choice(self.calls[self.ready if number is signal.SIGINT else 0 :])


def moments(log: Path) -> Moments:
    counts: Counter[str] = Counter()
    found: list[Moment] = []
    ready = loads = 0
    for name, rest in _CALL.findall(log.read_text()):
        counts[name] += 1
        found.append(Moment(name, counts[name]))
        ready = ready or (len(found) if _READY.search(rest) else 0)
        loads = loads or (len(found) if _LOADS.search(rest) else 0)
    return Moments(tuple(found[1:-1]), ready, loads)


class Usual(NamedTuple):
    """A run without a signal: its status, the files after it, and its system calls."""

    status: int
    after: dict[str, bytes]
    known: Moments


@pytest.fixture(params=COMMANDS)
def words(request: pytest.FixtureRequest) -> tuple[str, ...]:
    require(missing())
    return COMMANDS[request.param]


@pytest.fixture
def usual(words: tuple[str, ...], tmp_path: Path) -> Usual:
    folder, log = tmp_path / "folder", tmp_path / "log"
    status = run(words, folder, "-o", str(log)).returncode
    return Usual(status, contents(folder), moments(log))


@pytest.mark.live
def test_the_status_is_the_same_at_every_moment(words: tuple[str, ...], usual: Usual, tmp_path: Path) -> None:
    chosen = random.Random(" ".join(words))  # noqa: S311 - the same moments in every run
    for _ in range(MOMENTS):
        number = chosen.choice([*SIGNALS])
        assert_same(number, usual.known.choose(chosen, number), words, usual, tmp_path / "folder")


@pytest.mark.exhaustive
@pytest.mark.parametrize("number", STATUSES, ids=lambda number: number.name)
def test_so_it_is_with_each_signal(
    number: signal.Signals, words: tuple[str, ...], usual: Usual, tmp_path: Path
) -> None:
    chosen = random.Random(f"{number} {words}")  # noqa: S311 - the same moments in every run
    for _ in range(MOMENTS):
        assert_same(number, usual.known.choose(chosen, number), words, usual, tmp_path / "folder")


def assert_same(number: signal.Signals, moment: Moment, words: tuple[str, ...], usual: Usual, folder: Path) -> None:
    """Assert that a run with a signal at a moment has its status or is complete, and leaves whole files."""
    inject = f"inject={moment.name}:signal={number.name}:when={moment.number}"
    ended = run(words, folder, "-o", os.devnull, "-e", inject)
    left = {path: data for path, data in contents(folder).items() if not is_temporary(path, number)}
    assert "Traceback" not in ended.stderr, (moment, number, ended.stderr)
    # A run makes a few calls more or less than another, so the last ones may not be reached.
    assert status(ended) in {STATUSES[number], usual.status}, (moment, number, ended)
    for path, data in left.items():
        assert data in {usual.after.get(path), BEFORE.get(path)}, (moment, number, path)
    # The files of a setup are written together, or none of them is; a killed process cannot do so.
    made = {path for path in usual.after if path.startswith("made")}
    assert number is signal.SIGKILL or made & left.keys() in (made, set()), (moment, number)
    if ended.returncode == usual.status:
        assert left == usual.after, (moment, number)


def is_temporary(path: str, number: signal.Signals) -> bool:
    """Return whether a killed run has left a temporary file, which the next run removes."""
    return number is signal.SIGKILL and Path(path).name.startswith(".rkconf-")


@pytest.mark.live
def test_the_status_is_the_same_while_rkconf_is_loaded(tmp_path: Path) -> None:
    """Python raises an exception then, and ends itself with the signal."""
    require(missing())
    words, folder, log = COMMANDS["version"], tmp_path / "folder", tmp_path / "log"
    run(words, folder, "-o", str(log))
    known = moments(log)
    assert 0 < known.loads < known.ready
    for moment in known.calls[known.loads : known.ready : 4]:
        ended = run(words, folder, "-o", os.devnull, "-e", f"inject={moment.name}:signal=SIGINT:when={moment.number}")
        assert status(ended) == SIGNALS[signal.SIGINT], (moment, ended)
        # While Python reads the file of the module, before a line of it runs, it reports the signal itself.
        assert "/rkconf/" not in ended.stderr, moment


def status(ended: subprocess.CompletedProcess[str]) -> int:
    """Return the exit status as a shell reports it, also of a process that a signal has killed."""
    return ended.returncode if ended.returncode >= 0 else 128 - ended.returncode


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
