"""The processes that outlive the program that started them, in separate groups, such as ``ssh -f``."""

import ctypes
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress

# prctl(2) of Linux: an orphan becomes a child of the nearest ancestor that has set this.
_SET_CHILD_SUBREAPER = 36
_FAREWELL = 1.0
_PATIENCE = 2.0
_STEP = 0.01


class Descendants:
    """The processes below this one that were not there at the beginning."""

    def __init__(self) -> None:
        self._before = _below(os.getpid())

    @classmethod
    @contextmanager
    def adopted(cls) -> Iterator["Descendants"]:
        """Become the parent of orphans for the time of a block; only Linux offers that."""
        _adopt(is_parent=True)
        try:
            yield cls()
        finally:
            _adopt(is_parent=False)

    def left(self) -> tuple[int, ...]:
        """Return the numbers of the processes that are left; ended ones are reaped."""
        numbers = _below(os.getpid()) - self._before
        return tuple(sorted(number for number in numbers if not _reaped(number)))

    def orphans(self, own: Collection[int]) -> tuple[int, ...]:
        """Return the processes whose parent has ended, without this program's ``own`` ones; only Linux shows them."""
        children = _children()[os.getpid()]
        numbers = frozenset(children) - self._before - frozenset(own)
        return tuple(sorted(number for number in numbers if not _reaped(number)))

    def end(self) -> None:
        """End everything that is left: with SIGTERM, on which ssh removes its control socket, then with SIGKILL."""
        for number, patience in ((signal.SIGTERM, _FAREWELL), (signal.SIGKILL, _PATIENCE)):
            end = time.monotonic() + patience
            left = self.left()
            _send(number, left)
            while left and time.monotonic() < end:
                time.sleep(_STEP)
                left = self.left()
                if number is signal.SIGKILL:
                    _send(number, left)
            if not left:
                return


def _send(number: signal.Signals, processes: Iterable[int]) -> None:
    for each in processes:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(each, number)


def _adopt(*, is_parent: bool) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, int(is_parent), 0, 0, 0)


def _reaped(number: int) -> bool:
    """Reap a child that has ended, and return whether it has."""
    with suppress(ChildProcessError):
        return os.waitpid(number, os.WNOHANG)[0] != 0
    return False


def _below(number: int) -> frozenset[int]:
    """Return the children of a process, and theirs."""
    children = _children()
    found: set[int] = set()
    waiting = [number]
    while waiting:
        waiting += (new := [each for each in children[waiting.pop()] if each not in found])
        found |= set(new)
    return frozenset(found)


def _children() -> defaultdict[int, list[int]]:
    """Return the children of every process."""
    children: defaultdict[int, list[int]] = defaultdict(list)
    for each, parent in _parents():
        children[parent].append(each)
    return children


def _parents() -> Iterator[tuple[int, int]]:
    """Yield each process with its parent; without /proc there is none."""
    # Hundreds of processes are read several times in a run: pathlib takes three times as long.
    with suppress(FileNotFoundError):
        for number in filter(str.isdecimal, os.listdir("/proc")):  # noqa: PTH208
            with suppress(OSError, ValueError), open(f"/proc/{number}/stat", "rb") as file:  # noqa: PTH123
                # The name of the program, in parentheses, may contain anything.
                yield int(number), int(file.read().rpartition(b")")[2].split()[1])
