"""Wait for an event, however long it takes: no test depends on how busy the machine is.

A test has no limits in seconds. An event that never comes meets the time limit of tests (``pyproject.toml``), which
names the test; a process whose end makes the event impossible ends the wait at once.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

_PAUSE = 0.01
"""Seconds between two looks."""
_ACCEPTS_CONNECTIONS = 1 << 16
"""The flag of a socket that listens [include/linux/net.h, __SO_ACCEPTCON]."""


def wait_until(
    is_true: Callable[[], object],
    process: "subprocess.Popen[bytes] | subprocess.Popen[str] | None" = None,
    messages: Callable[[], str] = str,
) -> None:
    """Wait until something is true, for as long as ``process`` runs.

    Raises:
        AssertionError: The process has ended before; the error has its ``messages``.
    """
    while not is_true():
        # It is looked at once more: the process may have brought it about and ended since.
        has_ended = process is not None and process.poll() is not None
        assert not has_ended or is_true(), f"{process and process.args!r} has ended: {messages()}"
        time.sleep(_PAUSE)


def listens(path: str | Path, process: int | None = None) -> bool:
    """Return whether a socket with a path accepts connections, in the network of a process; its file exists before."""
    rows = Path(f"/proc/{process or os.getpid()}/net/unix").read_text(errors="surrogateescape").splitlines()
    found = (row.split(maxsplit=7) for row in rows[1:])
    return any(int(row[3], 16) & _ACCEPTS_CONNECTIONS and row[7:] == [str(path)] for row in found)
