"""Temporary files beside their target: locked by the run that writes them, and removed by a later one if that died."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from rkconf.atomic import locks

_PREFIX = ".rkconf-"
_NAME = re.compile(rf"{re.escape(_PREFIX)}[0-9a-f]{{16}}")
_MOST_ATTEMPTS = 16
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
# A link is not followed, and a pipe does not block.
_PRESENT = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Temporary:
    """An open temporary file."""

    def __init__(self, path: Path, mode: int) -> None:
        self.path = path
        self.descriptor = os.open(path, _NEW, mode)
        self._is_open = True
        self._is_kept = False

    def lock(self) -> bool:
        """Lock the file until it is closed; return whether it still exists, which another run could have prevented."""
        if not locks.IS_SUPPORTED:
            return True
        try:
            locks.lock(self.descriptor)
        except BlockingIOError:
            return False
        except OSError:
            # A file system without locks: no other run can lock the file either, so none removes it.
            return True
        return os.fstat(self.descriptor).st_nlink > 0

    def write(self, data: bytes) -> None:
        """Write the content, to the disk and not only to the memory of the system.

        Raises:
            OSError: It cannot be written.
        """
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self.descriptor, rest) :]
        os.fsync(self.descriptor)
        if not locks.IS_SUPPORTED:
            self.close()

    def close(self) -> None:
        """Close and unlock the file; an error changes nothing, since the content is on the disk."""
        if self._is_open:
            self._is_open = False
            with suppress(OSError):
                os.close(self.descriptor)

    def keep(self) -> None:
        """Let the file that has the temporary name stay, since it is the only one with its content."""
        self._is_kept = True

    def discard(self) -> None:
        """Close the file, and remove the one that has its temporary name, if there is one.

        Raises:
            OSError: It cannot be removed.
        """
        self.close()
        if not self._is_kept:
            self.path.unlink(missing_ok=True)


def create(folder: Path, mode: int) -> Temporary:
    """Return a new locked file in a folder, which the caller must discard.

    Raises:
        OSError: It cannot be created.
    """
    for _ in range(_MOST_ATTEMPTS):
        made = Temporary(folder / f"{_PREFIX}{os.urandom(8).hex()}", mode)
        try:
            if made.lock():
                return made
        except OSError:
            with suppress(OSError):
                made.discard()
            raise
        made.close()
    message = "another program removes new files here; write to another folder"
    raise OSError(message)


@cache
def sweep(folder: Path) -> None:
    """Remove the temporary files of runs that died; once per folder, and without any error."""
    with suppress(OSError), os.scandir(folder) as entries:
        for path in [Path(entry.path) for entry in entries if _NAME.fullmatch(entry.name)]:
            with suppress(OSError):
                _remove_if_dead(path)


def _remove_if_dead(path: Path) -> None:
    if not locks.IS_SUPPORTED:
        path.unlink()
        return
    descriptor = os.open(path, _PRESENT)
    try:
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            locks.lock(descriptor)
            path.unlink()
    finally:
        os.close(descriptor)


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Lock a file that is about to get a temporary name, as far as it can be locked."""
    descriptor = None
    try:
        with suppress(OSError):
            if locks.IS_SUPPORTED:
                descriptor = os.open(path, _PRESENT)
                locks.lock(descriptor, is_shared=True)
        yield
    finally:
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)
