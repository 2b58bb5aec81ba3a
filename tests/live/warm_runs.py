"""Run rkconf in forks of one process that has imported everything, paused where the first temporary file is created.

``python -m tests.live.warm_runs`` reads one run per line (JSON: words, folder). It answers with the process identifier
once the run is paused, or with null if it ends without a write; then a line lets the run go on, and the answer is its
status. ``Runs`` is the other side.
"""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.conftest import CHECKOUT

_MARK = "/.rkconf-"


class Ended(NamedTuple):
    """The end of a run: its status, or the negative number of the signal that killed it, and what it printed."""

    status: int
    err: str


class Runs:
    """Runs of rkconf, one at a time."""

    def __init__(self, warm_up: Sequence[Sequence[str]], folder: Path) -> None:
        command = [sys.executable, "-m", "tests.live.warm_runs"]
        self._server = subprocess.Popen(command, cwd=CHECKOUT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._err = folder / "stderr"
        for words in warm_up:
            self._tell([*words], str(folder), None)
            self._answer()

    def start(self, words: Sequence[str], folder: Path) -> int | None:
        """Start a run in a folder; return its process identifier, or None if it writes nothing."""
        self._tell([*words], str(folder), str(self._err))
        found = self._answer()
        assert isinstance(found, int | None)
        return found

    def finish(self) -> Ended:
        """Let a paused run go on, and return its end."""
        self._tell("go on")
        status = self._answer()
        assert isinstance(status, int)
        return Ended(status, self._err.read_text())

    def stop(self) -> None:
        """End the server."""
        self._server.communicate()

    def _tell(self, *message: object) -> None:
        assert self._server.stdin
        self._server.stdin.write(f"{json.dumps(message)}\n")
        self._server.stdin.flush()

    def _answer(self) -> object:
        assert self._server.stdout
        return json.loads(self._server.stdout.readline())


def _serve() -> None:
    """Answer until the other side ends."""
    for line in sys.stdin:
        words, folder, err = json.loads(line)
        if err is None:
            # In this process, so that every later one has imported what it imports.
            _reply(_warm_up(words, folder))
        else:
            _run(words, folder, err)


def _reply(number: int | None) -> None:
    sys.stdout.write(f"{json.dumps(number)}\n")
    sys.stdout.flush()


def _warm_up(words: Sequence[str], folder: str) -> int:
    from rkconf import cli

    os.chdir(folder)
    streams = sys.stdout, sys.stderr
    with open(os.devnull, "w") as sys.stdout, open(os.devnull, "w") as sys.stderr:  # noqa: PTH123 - a device
        status = cli.main(words)
    sys.stdout, sys.stderr = streams
    return status


def _run(words: Sequence[str], folder: str, err: str) -> None:
    paused, resumed = os.pipe(), os.pipe()
    process = os.fork()
    if not process:
        os.close(paused[0])
        _pause_at_first_write(paused[1], resumed[0])
        os._exit(_main(words, folder, err))
    os.close(paused[1])
    is_paused = bool(os.read(paused[0], 1))
    _reply(process if is_paused else None)
    sys.stdin.readline()
    os.write(resumed[1], b".")
    _reply(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
    for descriptor in (paused[0], *resumed):
        os.close(descriptor)


def _pause_at_first_write(paused: int, resumed: int) -> None:
    is_first = True

    def pause(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal is_first
        if is_first and event == "open" and _MARK in str(arguments[0]):
            is_first = False
            os.write(paused, b".")
            os.read(resumed, 1)

    sys.addaudithook(pause)


def _main(words: Sequence[str], folder: str, err: str) -> int:
    """Run the program with its own standard streams, as after `exec`."""
    from rkconf.__main__ import main

    os.chdir(folder)
    for number, path in enumerate((os.devnull, os.devnull, err)):
        opened = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", closefd=False)
    try:
        status = main(words)
        sys.stdout.flush()
    except SystemExit as error:
        status = int(error.code or 0)
    except BaseException:  # noqa: BLE001 - a test looks for the traceback
        sys.excepthook(*sys.exc_info())
        status = 1
    sys.stderr.flush()
    return status


if __name__ == "__main__":
    _serve()
