"""Disturb a paused run at one system call: kill it there, or let the call fail. strace does both."""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

_STRACE = shutil.which("strace") or ""
_CALL = re.compile(r"^(\w+)\(", re.MULTILINE)
_ABOUT_MEMORY_AND_PROCESSES = frozenset(
    {
        "brk",
        "mmap",
        "munmap",
        "mremap",
        "madvise",
        "mprotect",
        "futex",
        "getrandom",
        "getpid",
        "clone",
        "clone3",
        "wait4",
    }
    | {"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "exit_group"}
)


class Call(NamedTuple):
    """A system call of a run after its pause: its name, and how many of this name there were, with it."""

    name: str
    number: int

    @property
    def is_about_files(self) -> bool:
        """Whether it could fail because of a file or a disk."""
        return self.name not in _ABOUT_MEMORY_AND_PROCESSES


def missing() -> str:
    """Return what keeps strace from running, or nothing."""
    if not _STRACE:
        return "strace not installed"
    run = subprocess.run([_STRACE, "-o", "/dev/null", _STRACE, "-V"], check=False, capture_output=True)
    return "" if run.returncode == 0 else "strace may not trace processes here"


@contextmanager
def disturbed(process: int, call: Call, error: str | None = None) -> Iterator[None]:
    """Disturb a paused process, which goes on and ends in this context.

    Args:
        process: Its identifier.
        call: Where.
        error: The error that the call returns, without doing anything; None for SIGKILL.
    """
    effect = f"error={error}" if error else "signal=SIGKILL"
    with _traced(process, "-o", "/dev/null", "-e", f"inject={call.name}:{effect}:when={call.number}"):
        yield


@contextmanager
def recorded(process: int, log: Path) -> Iterator[None]:
    """Write the system calls of a paused process to a file."""
    with _traced(process, "-o", str(log)):
        yield


def calls(log: Path) -> Iterator[Call]:
    """Yield the recorded system calls, without the one that paused the process and the one that ended it."""
    counts: Counter[str] = Counter()
    for name in _CALL.findall(log.read_text())[1:-1]:
        counts[name] += 1
        yield Call(name, counts[name])


@contextmanager
def _traced(process: int, *options: str) -> Iterator[None]:
    command = [_STRACE, "-p", str(process), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr
        line = tracer.stderr.readline()
        assert "attached" in line, line
        yield
        tracer.communicate()
