"""Locks on open files, which the system removes when a process ends, however it ends."""

from importlib import import_module
from types import ModuleType

_fcntl: ModuleType | None
try:
    _fcntl = import_module("fcntl")
except ImportError:
    _fcntl = None

IS_SUPPORTED = _fcntl is not None
"""Whether the system has such locks. Windows needs none, since it neither removes nor renames an open file."""


def lock(descriptor: int, *, is_shared: bool = False) -> None:
    """Lock an open file, without waiting.

    Raises:
        BlockingIOError: Another process has locked it.
        OSError: The file system has no locks.
    """
    if _fcntl is not None:
        _fcntl.flock(descriptor, (_fcntl.LOCK_SH if is_shared else _fcntl.LOCK_EX) | _fcntl.LOCK_NB)
