"""The processes of one launch, wherever they have gone: they inherit the folder of its records (Linux)."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_FIRST_LOOK, _LAST_LOOK = 0.005, 0.2


def finish(process: "subprocess.Popen[bytes]", records: Path, patience: float) -> None:
    """Wait until a command and all that it started have ended; end what runs longer than `patience` seconds.

    Afterwards nothing of the launch runs, and its records are complete. A process can start another one while the
    processes are listed, so they are ended until the list is empty.
    """
    end, pause = time.monotonic() + patience, _FIRST_LOOK
    while (runs := process.poll() is None) | bool(left := list(_left(records))):
        if time.monotonic() > end:
            _kill(*([process.pid] if runs else []), *left)
        time.sleep(pause)
        pause = min(2 * pause, _LAST_LOOK)


def _left(records: Path) -> Iterator[int]:
    mark = b"RIG_RECORDS=" + os.fsencode(records) + b"\0"
    for folder in Path("/proc").glob("[0-9]*"):
        # It has just ended, or belongs to another user.
        with suppress(OSError):
            if mark in (folder / "environ").read_bytes():
                yield int(folder.name)


def _kill(*processes: int) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
