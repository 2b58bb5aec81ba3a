"""The processes of one launch, on either machine: they inherit the folder of its records (Linux).

No verdict here depends on a clock. A process that sleeps goes on when another process, or a timer, wakes it. Where all
processes sleep at one instant, nothing more happens; `are_quiet` finds such an instant however busy the machine is.
"""

import os
import re
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

LIMIT = 300.0
"""Seconds after which a launch is given up in any case; no launch depends on it."""
_MOST_WORK = 10_000_000_000
"""Nanoseconds of processor time of one process: many times what a launch needs, however busy the machine is."""
_STARTUPS = re.compile(rb"\] [1-9][0-9]* of [0-9-]+ startups")
_UNDELIVERED = re.compile(
    r"^ *\d+: (?:[0-9A-F]{6}7F|0{24}01000000):\S+ \S+ 0[1-589B] (?!00000000)[0-9A-F]{8}:", re.MULTILINE
)
"""A socket at a loopback address that has sent more than was received."""
_FIRST_LOOK, _LAST_LOOK = 0.03, 0.2


@dataclass(frozen=True)
class _Process:
    """A process at one moment; it has not run between two moments at which it is equal and sleeps."""

    parent: int
    state: bytes
    run_time: bytes
    """For how long it has run, and how often."""
    environment: bytes

    @property
    def sleeps(self) -> bool:
        return self.state in b"STI"

    @property
    def may_be_any(self) -> bool:
        """Whether its environment is unknown: it can be read as empty for a moment while a program is started."""
        return not self.environment and not self.sleeps


def are_quiet(records: Path, servers: tuple[int, ...] = ()) -> bool:
    """Return whether the processes of a launch, and those of the servers that it uses, slept at one instant.

    They are read twice: those that are the same both times, and sleep, have slept in between. Two more things may be on
    their way then: bytes that TCP has not delivered yet, and a login, during which sshd waits for a timer [source of
    OpenSSH, ``ensure_minimum_time_since``].
    """
    before = _launched(records, servers)
    if not all(process.sleeps for process in before.values()) or any(map(_logs_in, servers)) or _delivers():
        return False
    return before == _launched(records, servers)


def _logs_in(server: int) -> bool:
    """Return whether the title of sshd counts connections that are not logged in yet."""
    try:
        return bool(_STARTUPS.search(_file(f"/proc/{server}/cmdline")))
    except (FileNotFoundError, ProcessLookupError):
        return False


def _delivers() -> bool:
    """Return whether TCP still has bytes to deliver on this machine."""
    return any(_UNDELIVERED.search(Path("/proc/net", name).read_text()) for name in ("tcp", "tcp6"))


def are_gone(records: Path) -> bool:
    """Return whether no process of a launch is left; their records are complete then."""
    return not _launched(records)


def loops(records: Path) -> bool:
    """Return whether a process of a launch works on without an end, such as a forward to itself."""
    mark = b"RIG_RECORDS=" + os.fsencode(records) + b"\0"
    own = (process for process in _READER.read().values() if mark in process.environment)
    return any(int(process.run_time.split()[0]) > _MOST_WORK for process in own)


def looks() -> Iterator[float]:
    """Yield the seconds to wait before each further look, until the limit."""
    end, pause = time.monotonic() + LIMIT, _FIRST_LOOK
    while time.monotonic() < end:
        yield pause
        pause = min(1.5 * pause, _LAST_LOOK)


def finish(process: "subprocess.Popen[bytes]", records: Path) -> None:
    """Wait until a command and all that it started have ended; end what would go on.

    Afterwards nothing of the launch runs, and its records are complete.
    """
    for pause in looks():
        if process.poll() is not None and are_gone(records):
            return
        if are_quiet(records) or loops(records):
            _kill(process, records)
        time.sleep(pause)
    while process.poll() is None or not are_gone(records):
        _kill(process, records)
        time.sleep(_LAST_LOOK)


def _kill(process: "subprocess.Popen[bytes]", records: Path) -> None:
    running = [process.pid] if process.poll() is None else []
    for pid in (*running, *(pid for pid, each in _launched(records).items() if each.environment)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _launched(records: Path, servers: tuple[int, ...] = ()) -> Mapping[int, _Process]:
    """Return the processes of a launch, and those of the servers that belong to no other launch."""
    processes = _READER.read()
    mark = b"RIG_RECORDS=" + os.fsencode(records) + b"\0"
    return {
        pid: process
        for pid, process in processes.items()
        if mark in process.environment
        or process.may_be_any
        or (servers and b"RIG_RECORDS=" not in process.environment and _descends(pid, servers, processes))
        or pid in servers
    }


def _descends(pid: int, ancestors: tuple[int, ...], processes: Mapping[int, _Process]) -> bool:
    while pid in processes and pid not in ancestors:
        pid = processes[pid].parent
    return pid in ancestors


class _Reader:
    """Read all processes; callers on many threads share a reading that began after each of them asked."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.begun = 0
        self.processes: Mapping[int, _Process] = {}

    def read(self) -> Mapping[int, _Process]:
        """Return the processes by number."""
        asked = self.begun
        with self.lock:
            if self.begun == asked:
                self.begun += 1
                self.processes = _all()
            return self.processes


_READER = _Reader()


def _all() -> Mapping[int, _Process]:
    """Return all processes.

    A process that was started while the others were read is in the next list: the lists end with one that has nothing
    new, so that none escapes by starting another process and ending.
    """
    read: dict[int, _Process | None] = {}
    while new := sorted(_numbers() - read.keys()):
        read.update((number, _read(number)) for number in new)
    return {number: process for number, process in read.items() if process}


def _numbers() -> set[int]:
    return {int(name) for name in os.listdir("/proc") if name.isdecimal()}  # noqa: PTH208 - names alone


def _read(number: int) -> _Process | None:
    """Return a process, or nothing if it has ended."""
    try:
        state, parent = _file(f"/proc/{number}/stat").rpartition(b")")[2].split()[:2]
        run_time, environment = _file(f"/proc/{number}/schedstat"), _file(f"/proc/{number}/environ")
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state in b"ZX" else _Process(int(parent), state, run_time, environment)


def _file(path: str) -> bytes:
    try:
        file = os.open(path, os.O_RDONLY)
    except PermissionError:
        return b"another user's"
    try:
        return os.read(file, 1 << 20)
    finally:
        os.close(file)
