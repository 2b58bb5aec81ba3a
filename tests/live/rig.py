"""Run launch commands through real shells, with stand-ins for ssh and the kernel (``stand_ins``)."""

import ctypes
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

_STAND_INS = Path(__file__).parent / "stand_ins"
_LAUNCHERS = ("ssh", "rsh", "java")
_KERNELS = (
    "Applications/Mathematica.app/Contents/MacOS/MathKernel",
    "Applications/Mathematica 7.app/Contents/MacOS/MathKernel",
    "bin/math",
    "bin/MathKernel",
    "home/here/math.sh",
    "home/there/math.sh",
)

Words = tuple[str, ...]


def present(shells: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``shells`` that are installed here."""
    return tuple(shell for shell in shells if shutil.which(shell))


@dataclass(frozen=True)
class Run:
    """A command that one shell was given, with the words that arrived at ssh and, for each login shell, at the kernel.

    The kernels of ``here`` were started by the local shell itself.
    """

    ssh: tuple[Words, ...] = ()
    kernels: Mapping[str, tuple[Words, ...]] = field(default_factory=dict)
    here: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Rig:
    """A folder that is the whole world of the shells: two homes, programs, kernels, records."""

    root: Path
    _numbers: "count[int]" = field(default_factory=count)

    @classmethod
    def build(cls, root: Path) -> "Rig":
        """Make the two homes, put the stand-ins in their places, and some files for file patterns to find."""
        _adopt_orphans()
        rig = cls(root)
        (root / "records" / "handed-on").mkdir(parents=True)
        for launcher in _LAUNCHERS:
            rig._stand_in("ssh", root / "bin" / launcher)
        for kernel in _KERNELS:
            rig._stand_in("kernel", root / kernel)
        for name in ("ab.txt", "cd.txt"):
            for home in ("here", "there"):
                (root / "home" / home / name).touch()
        return rig

    def _stand_in(self, name: str, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.symlink_to(_STAND_INS / name)

    def place(self, text: str) -> str:
        """Put the folders of ``text`` into this world, unless they are there already."""
        return re.sub(rf"(?<!{re.escape(str(self.root))})(?=/Applications|/home/(?:here|there))", str(self.root), text)

    def expect_kernel(self, program: str, *, home: str) -> None:
        """Install the stand-in for the kernel at the place that the trace predicts."""
        folder = self.root / "home" / home if "/" in program else self.root / "bin"
        path = folder / program
        if path.is_relative_to(self.root) and ("/" in program or not shutil.which(program)):
            self._stand_in("kernel", path)

    def run(self, jobs: Sequence[tuple[str, str]], login_shells: Sequence[str] = ()) -> list[Run]:
        """Give each text to its shell, all at once, and return what arrived."""
        records = [self.root / "records" / str(next(self._numbers)) for _ in jobs]
        environment = self._environment(login_shells)
        others = _children()
        started = [
            self._start(shell, text, environment, folder) for (shell, text), folder in zip(jobs, records, strict=True)
        ]
        _wait(started, others)
        return [self._read(folder, login_shells) for folder in records]

    def _environment(self, login_shells: Sequence[str]) -> dict[str, str]:
        return {
            "HOME": f"{self.root}/home/here",
            "PATH": f"{self.root}/bin:{os.defpath}:/usr/local/bin",
            "LANG": "C.UTF-8",
            "RIG_ROOT": str(self.root),
            "RIG_LOGIN_SHELLS": " ".join(login_shells),
        }

    def _read(self, folder: Path, login_shells: Sequence[str]) -> Run:
        sums = (folder / "handed-on").read_text().split() if (folder / "handed-on").exists() else []
        kernels = {
            shell: tuple(
                words for each in sums for words in _vectors(self.root / "records/handed-on" / each / shell / "kernel")
            )
            for shell in login_shells
        }
        return Run(tuple(_vectors(folder / "ssh")), kernels, tuple(_vectors(folder / "kernel")))

    def _start(self, shell: str, text: str, environment: Mapping[str, str], records: Path) -> "subprocess.Popen[bytes]":
        records.mkdir(parents=True)
        with (records / "out").open("wb") as out:
            return subprocess.Popen(
                (shutil.which(shell) or shell, "-c", os.fsencode(text)),
                cwd=self.root / "home" / "here",
                env={**environment, "RIG_RECORDS": str(records)},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def _wait(started: Sequence["subprocess.Popen[bytes]"], others: set[int]) -> None:
    """Wait for every process and for what it left in the background."""
    while _any_runs(started, others):
        time.sleep(0.002)


def _any_runs(started: Sequence["subprocess.Popen[bytes]"], others: set[int]) -> bool:
    """Return whether a process still runs, or an orphan of one (shells may give it a separate group)."""
    if any([process.poll() is None for process in started]):  # noqa: C419 - every one is polled
        return True
    # An orphan that was adopted, and is nobody else's child, ends when it is reaped.
    return any(os.waitpid(orphan, os.WNOHANG)[0] == 0 for orphan in _children() - others)


def _children() -> set[int]:
    """Return the processes whose parent is this one, other tests' servers among them (Linux)."""
    return {int(folder.name) for folder in Path("/proc").glob("[0-9]*") if _parent(folder) == os.getpid()}


def _parent(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:  # it has just ended
        return None


def _adopt_orphans() -> None:
    """Make this process the parent of what shells leave in the background, so that it can wait for it (Linux)."""
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1)


def _vectors(path: Path) -> Iterator[Words]:
    """Yield the argument vectors of a record: the number of words, then the words, a NUL after each."""
    if not path.exists():
        return
    cells = iter([os.fsdecode(cell) for cell in path.read_bytes().split(b"\0")[:-1]])
    for number in cells:
        yield tuple(next(cells) for _ in range(int(number)))
