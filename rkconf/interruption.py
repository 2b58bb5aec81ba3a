"""The end of the program on SIGINT, SIGTERM and SIGHUP: status 128 plus the number of the signal, never amid a write.

A Python handler that raises an exception cannot promise this: a destructor or a library may drop the exception, and a
traceback may be printed. So the handler ends the process itself, at once or at the end of a deferred section.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType

_FIRST = 128
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


@dataclass
class _Deferral:
    """The number of nested deferred sections, and the signal that arrived in them."""

    depth: int = 0
    pending: int | None = None


_deferral = _Deferral()


def install() -> None:
    """Let the three signals end the process, except those that it was started to ignore, as with `nohup`."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, _: FrameType | None) -> None:
    if _deferral.depth:
        _deferral.pending = number
    else:
        os._exit(_FIRST + number)


@contextmanager
def deferred() -> Iterator[None]:
    """Defer the end of the process: for a write, which takes little time and must be completed or undone."""
    _deferral.depth += 1
    try:
        yield
    finally:
        _deferral.depth -= 1
        if _deferral.pending is not None and not _deferral.depth:
            os._exit(_FIRST + _deferral.pending)
