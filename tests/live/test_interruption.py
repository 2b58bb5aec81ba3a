"""Signals at random moments, counted by system calls: the same status, no traceback, whole files, no process left."""

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

from tests.conftest import SAMPLES
from tests.faulty_entry import FILE
from tests.live.disturbances import missing
from tests.live.machines import require
from tests.test_interruption import SIGNALS, unignored

pytestmark = pytest.mark.live
__all__ = ["unignored"]

TUNNEL = str(SAMPLES / "kernels" / "tunnel.toml")
COMMANDS = {
    "version": ("--version",),
    "lint": ("lint", "0.m"),
    "lint --fix": ("lint", "--fix", "0.m"),
    "lint --fix --jobs": ("lint", "--fix", "--jobs", "2", "."),
    "render": ("render", TUNNEL, "--version", "7", "--output", "out"),
    "setup": ("setup", TUNNEL, "--version", "7", "--output", "made"),
}
MOMENTS = 34
"""For each command: 204 in all."""
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
    for number in range(12):
        (folder / f"{number}.m").write_bytes(FILE)


def run(words: tuple[str, ...], folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    prepare(folder)
    command = ["/usr/bin/strace", *options, sys.executable, "-m", "rkconf", *words]
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


@pytest.mark.parametrize("name", COMMANDS)
def test_the_status_is_the_same_at_every_moment(name: str, tmp_path: Path) -> None:
    require(missing())
    words, folder, log = COMMANDS[name], tmp_path / "folder", tmp_path / "log"
    usual = run(words, folder, "-o", str(log))
    after = contents(folder)
    known = moments(log)
    chosen = random.Random(name)  # noqa: S311 - the same moments in every run
    for _ in range(MOMENTS):
        number = chosen.choice([*SIGNALS])
        moment = known.choose(chosen, number)
        inject = f"inject={moment.name}:signal={number.name}:when={moment.number}"
        ended = run(words, folder, "-o", os.devnull, "-e", inject)
        assert "Traceback" not in ended.stderr, (moment, number, ended.stderr)
        # A run makes a few calls more or less than another, so the last ones may not be reached.
        assert status(ended) in {SIGNALS[number], usual.returncode}, (moment, number, ended)
        for path, data in contents(folder).items():
            assert data == after[path] or (path.endswith(".m") and data == FILE), (moment, number, path)
        # The files of a setup are written together, or none of them is.
        made = {path for path in after if path.startswith("made")}
        assert made & contents(folder).keys() in (made, set()), (moment, number)
        if ended.returncode == usual.returncode:
            assert contents(folder) == after, (moment, number)


def test_the_status_is_the_same_while_rkconf_is_loaded(tmp_path: Path) -> None:
    """Python raises an exception then, and ends itself with the signal."""
    require(missing())
    words, folder, log = COMMANDS["version"], tmp_path / "folder", tmp_path / "log"
    run(words, folder, "-o", str(log))
    known = moments(log)
    assert 0 < known.loads < known.ready
    for moment in known.calls[known.loads : known.ready : 9]:
        ended = run(words, folder, "-o", os.devnull, "-e", f"inject={moment.name}:signal=SIGINT:when={moment.number}")
        assert status(ended) == SIGNALS[signal.SIGINT], (moment, ended)


def status(ended: subprocess.CompletedProcess[str]) -> int:
    """Return the exit status as a shell reports it, also of a process that a signal has killed."""
    return ended.returncode if ended.returncode >= 0 else 128 - ended.returncode


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
