"""The records that the programs of the machines write: which kernels were started, and with which words."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Arrival:
    """A kernel that was started: its arguments and what became of it."""

    words: tuple[str, ...]
    outcome: str


@dataclass(frozen=True)
class Records:
    """The records of the programs of one run."""

    folder: Path

    @property
    def kernels(self) -> tuple[Arrival, ...]:
        """The kernels that were started, in no order."""
        records = (_words(path) for path in self.folder.glob("kernel.*.words"))
        return tuple(Arrival(tuple(words), outcome) for outcome, *words in records)

    @property
    def handed_on(self) -> tuple[str, ...]:
        """The commands that sshd was given."""
        return tuple(os.fsdecode(path.read_bytes()) for path in self.folder.glob("handed-on.*"))

    @property
    def launchers(self) -> tuple[tuple[str, ...], ...]:
        """The words that ssh was given, once for every start."""
        return tuple(map(_words, self.folder.glob("ssh.*.words")))


def _words(path: Path) -> tuple[str, ...]:
    """Return the words of a record, each with a NUL after it."""
    return tuple(map(os.fsdecode, path.read_bytes().split(b"\0")[:-1]))
