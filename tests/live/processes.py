"""The processes of one launch, wherever they have gone: they inherit the folder of its records (Linux).

How long to wait is counted in the launch's own time, which stops while a process of it waits for a processor:
a busy machine changes how long a test takes, never what it finds.
"""

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import subprocess

PAUSE = 0.05
"""Seconds between two looks at the processes of a launch."""
_READING_PAUSE = 0.1
"""Seconds from one reading of all processes to the next at least: it takes a processor for some hundredths of one."""
_PART_OF_WORK = 0.25
"""The part of the work that counts: slow processors, and those that other systems use too, need more time for it."""
_MARK = b"RIG_RECORDS="
_SERVER = b"sshd"
_NANOSECONDS = 1_000_000_000
_PLACE = (17, 45, 46)
"""The places of ``starttime``, ``env_start`` and ``env_end`` in ``/proc/*/stat``, counted from 0 after ``ppid``."""


@dataclass(frozen=True)
class _Process:
    """A process at one moment; where two are equal and asleep it has not run in between."""

    parent: int
    name: bytes
    asleep: bool
    scheduled: bytes
    """Nanoseconds of processor time, nanoseconds of waiting for a processor, and how often it was started.

    Empty for a process of no launch.
    """
    program: "_Program"

    @property
    def records(self) -> bytes:
        """The folder of the records of its launch, or nothing."""
        return self.program.records

    @property
    def may_be_any(self) -> bool:
        """Whether its launch is unknown: the environment is empty for a moment while a program is started."""
        return not self.program.has_environment and not self.asleep

    @property
    def seconds(self) -> float:
        """The processor time that it has used."""
        return int(self.scheduled.split()[0]) / _NANOSECONDS


class _Program(NamedTuple):
    """The program that a process runs: another one has its environment at another place [procfs(5), env_start]."""

    place: tuple[bytes, ...]
    has_environment: bool
    records: bytes


Processes = Mapping[int, _Process]


@dataclass
class LaunchTime:
    """The time of one launch, in seconds: that of the clock while all of it sleeps, otherwise a part of its work."""

    records: Path
    seconds: float = 0
    _processes: Processes | None = None
    _ended: float = field(default_factory=time.monotonic)

    def look(self) -> None:
        """Add the time since the last look."""
        began = time.monotonic()
        before, after = self._processes, _concerned(self.records)
        if before is not None:
            slept = before == after and all(process.asleep for process in after.values())
            self.seconds += began - self._ended if slept else _PART_OF_WORK * _work(before, after)
        self._processes, self._ended = after, time.monotonic()

    @property
    def is_over(self) -> bool:
        """Whether no process of the launch was left at the last look."""
        mark = os.fsencode(self.records)
        return self._processes is not None and not any(
            process.records == mark or process.may_be_any for process in self._processes.values()
        )


def finish(process: "subprocess.Popen[bytes]", records: Path, patience: float) -> None:
    """Wait until a command and all that it started have ended; end all that continues for `patience` seconds.

    Afterwards nothing of the launch runs, and its records are complete. A process can start another one while the
    processes are listed, so they are ended until the list is empty.
    """
    launch_time = LaunchTime(records)
    while True:
        launch_time.look()
        # The command is asked after each look, so that its end is noticed.
        if process.poll() is not None and launch_time.is_over:
            return
        if launch_time.seconds > patience:
            _kill(process, records)
        time.sleep(PAUSE)


def _kill(process: "subprocess.Popen[bytes]", records: Path) -> None:
    mark = os.fsencode(records)
    running = [process.pid] if process.poll() is None else []
    for number in (*running, *(number for number, each in _READER.read().items() if each.records == mark)):
        with suppress(ProcessLookupError):
            os.kill(number, signal.SIGKILL)


def _work(before: Processes, after: Processes) -> float:
    return sum(process.seconds - before[number].seconds for number, process in after.items() if number in before)


def _concerned(records: Path) -> Processes:
    """Return the processes of a launch, and those of sshd that serve no other one."""
    processes, mark = _READER.read(), os.fsencode(records)
    foreign = {number for number, process in processes.items() if process.records not in {b"", mark}}
    serving = {ancestor for number in foreign for ancestor in _ancestors(number, processes)}
    return {
        number: process
        for number, process in processes.items()
        if process.records == mark
        or process.may_be_any
        or (process.name.startswith(_SERVER) and not process.records and number not in serving)
    }


def _ancestors(number: int, processes: Processes) -> set[int]:
    found: set[int] = set()
    while number in processes and number not in found:
        found.add(number)
        number = processes[number].parent
    return found


class _Reader:
    """Read all processes; callers on many threads share a reading that began after each of them asked."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.begun = 0
        self.due = 0.0
        self.processes: Processes = {}
        self.programs: dict[int, _Program] = {}

    def read(self) -> Processes:
        """Return the processes by number."""
        asked = self.begun
        with self.lock:
            if self.begun == asked:
                time.sleep(max(0, self.due - time.monotonic()))
                self.begun += 1
                self.due = time.monotonic() + _READING_PAUSE
                self.processes = self._all()
                self.programs = {number: process.program for number, process in self.processes.items()}
            return self.processes

    def _all(self) -> Processes:
        """Return all processes.

        A process that was started while the others were read is in the next list: the lists end with one that has
        nothing new, so that none escapes by starting another process and ending.
        """
        read: dict[int, _Process | None] = {}
        while new := sorted(_numbers() - read.keys()):
            read.update((number, _read(number, self.programs.get(number))) for number in new)
        return {number: process for number, process in read.items() if process}


_READER = _Reader()


def _numbers() -> set[int]:
    return {int(name) for name in os.listdir("/proc") if name.isdecimal()}  # noqa: PTH208 - names alone


def _read(number: int, known: _Program | None) -> _Process | None:
    """Return a process, or nothing if it has ended; ``known`` is the program that it ran before."""
    folder = f"/proc/{number}"
    try:
        name, _, rest = _file(f"{folder}/stat").partition(b"(")[2].rpartition(b")")
        state, parent, *fields = rest.split()
        if state in b"ZX":
            return None
        program = _program(folder, tuple(fields[index] for index in _PLACE), known)
        process = _Process(int(parent), name, state in b"STI", b"", program)
        if not (program.records or process.may_be_any or name.startswith(_SERVER)):
            return process
        return replace(process, scheduled=_file(f"{folder}/schedstat"))
    except (FileNotFoundError, ProcessLookupError):
        return None


def _program(folder: str, place: tuple[bytes, ...], known: _Program | None) -> _Program:
    if known and known.place == place:
        return known
    environment = _file(f"{folder}/environ")
    return _Program(place, bool(environment), environment.partition(_MARK)[2].partition(b"\0")[0])


def _file(path: str) -> bytes:
    try:
        file = os.open(path, os.O_RDONLY)
    except PermissionError:
        return b"another user's"
    try:
        return os.read(file, 1 << 20)
    finally:
        os.close(file)
