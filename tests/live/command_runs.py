"""Run random commands through real shells: which of the recorded programs ran, and with what words.

Run as a program, it is a worker: one command at a time, so that every process it adopts belongs to that command.
It imports nothing but the standard library, for a quick start.
"""

import contextlib
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

Words = tuple[str, ...]

RECORDED = ("ssh", "math", "math.sh")
"""The programs that write down their words: on PATH, except for ``./math.sh``."""
SLOW = "slow"
"""A program with this word after its first argument takes a while."""

_PATIENCE = 5
"""Seconds until a command is killed."""
_WORKERS = 2 * (os.cpu_count() or 1)
# printf and case are built into every sh: the script starts no other program unless it is slow.
_RECORDER = f"""#!/bin/sh
printf '%s\\0' "$#" "${{0##*/}}" "$@" >>"$RECORD"
case $2 in {SLOW}) sleep 0.15; printf . >>"$RECORD.slow" ;; esac
exit """
_FILE = "ssh from-file $1\n"


@dataclass(frozen=True)
class Job:
    """A command, the shell that reads it, and which of the recorded programs exit with status 1."""

    text: str
    shell: str
    ssh_fails: bool = False
    kernel_fails: bool = False


@dataclass(frozen=True)
class Run:
    """The effect of one command."""

    executions: tuple[Words, ...]
    """The words of every recorded program, in no particular order; of the program's path only the last part."""
    early: bool = False
    """The shell returned before a recorded program ended."""
    killed: bool = False
    """The command did not end by itself."""


def run(jobs: Sequence[Job], root: Path) -> list[Run]:
    """Run all commands, several at a time, in folders below ``root``."""
    shares = [jobs[first::_WORKERS] for first in range(_WORKERS)]
    workers = [_Worker(root / str(number), share) for number, share in enumerate(shares) if share]
    results = [worker.results() for worker in workers]
    return [results[number % len(results)][number // len(results)] for number in range(len(jobs))]


class _Worker:
    """A process that runs its share of the commands; the results go to a file."""

    def __init__(self, folder: Path, jobs: Sequence[Job]) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        (folder / "jobs").write_text(json.dumps([asdict(job) for job in jobs]))
        command = (sys.executable, "-I", "-S", __file__, str(folder))
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL)

    def results(self) -> list[Run]:
        if self.process.wait():
            message = "a worker failed: its message is above"
            raise RuntimeError(message)
        texts = json.loads((self.folder / "results").read_text())
        return [Run(tuple(map(tuple, executions)), early, killed) for executions, early, killed in texts]


class _World:
    """The programs and the home of the commands of one worker."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "up/up/folder"  # `cd ..` twice ends at the kernel, too
        self.record = root / "record"
        self.slow = root / "record.slow"
        for fails in (False, True):
            recorder = self._recorder(fails=fails)
            recorder.write_text(f"{_RECORDER}{int(fails)}\n")
            recorder.chmod(0o755)

    def _recorder(self, *, fails: bool) -> Path:
        return self.root / f"recorder-{int(fails)}"

    def prepare(self, job: Job) -> dict[str, str]:
        """Make the folders that a command starts with, and return its environment."""
        for folder in ("bin", "home", "up/up/folder/sub"):
            (self.root / folder).mkdir(parents=True)
        (self.root / "bin/ssh").symlink_to(self._recorder(fails=job.ssh_fails))
        folders = ("home", "up", "up/up", "up/up/folder", "up/up/folder/sub")
        for kernel in ("bin/math", *(f"{folder}/math.sh" for folder in folders)):
            (self.root / kernel).symlink_to(self._recorder(fails=job.kernel_fails))
        path = f"{self.root}/bin:/usr/bin:/bin"
        # The system's own profile may set PATH: a login shell reads it before these.
        for name in (".profile", ".zprofile"):
            (self.root / "home" / name).write_text(f"PATH={path}\nexport PATH\n")
        (self.folder / "f").write_text(_FILE)
        return {"HOME": f"{self.root}/home", "PATH": path, "LANG": "C.UTF-8", "RECORD": str(self.record)}

    def clear(self) -> None:
        """Remove what a command left."""
        for folder in ("bin", "home", "up"):
            shutil.rmtree(self.root / folder)
        for path in (self.record, self.slow):
            path.unlink(missing_ok=True)

    def slow_ends(self) -> int:
        return self.slow.stat().st_size if self.slow.exists() else 0

    def run(self, job: Job) -> Run:
        environment = self.prepare(job)
        process = subprocess.Popen(
            (shutil.which(job.shell) or job.shell, "-c", job.text),
            cwd=self.folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        killed = not _ends(process)
        before = self.slow_ends()
        killed |= not _ends(None)
        process.returncode = 0  # reaped already
        result = Run(tuple(_vectors(self.record)), before < self.slow_ends(), killed)
        self.clear()
        return result


def _ends(process: "subprocess.Popen[bytes] | None") -> bool:
    """Wait for a process, or for every process that it left; return False if they had to be killed."""
    signal.alarm(_PATIENCE)
    try:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, 0)[0] != (process.pid if process else None):
                pass
    except TimeoutError:
        for child in _children():
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        return _ends(process) and False
    finally:
        signal.alarm(0)
    return True


def _children() -> list[int]:
    return [int(path.name) for path in Path("/proc").glob("[0-9]*") if _parent(path) == os.getpid()]


def _parent(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return None


def _vectors(path: Path) -> Iterator[Words]:
    """Yield the words of each program: their number without the name, the name, the words, a NUL after each."""
    if not path.exists():
        return
    cells = iter([os.fsdecode(cell) for cell in path.read_bytes().split(b"\0")[:-1]])
    for number in cells:
        yield tuple(next(cells) for _ in range(int(number) + 1))


def _time_out(_signal: int, _frame: object) -> None:
    raise TimeoutError


def main() -> None:
    """Run the commands of a worker."""
    folder = Path(sys.argv[1])
    pr_set_child_subreaper = 36
    ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1)
    signal.signal(signal.SIGALRM, _time_out)
    world = _World(folder)
    runs = [world.run(Job(**job)) for job in json.loads((folder / "jobs").read_text())]
    (folder / "results").write_text(json.dumps([(run.executions, run.early, run.killed) for run in runs]))


if __name__ == "__main__":
    main()
