"""The end of the program on SIGINT, SIGTERM and SIGHUP: status 128 plus the number of the signal, never amid a write.

A Python handler that raises an exception cannot promise this: a destructor or a library may drop the exception, and a
traceback may be printed. So the handler ends the process itself, at once or at the end of a deferred section.
"""

# Imported before everything else, so it imports only what is needed here.
import os
import signal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Self

_FIRST = 128
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class _Deferral:
    """Sections in which the end of the process is deferred; they can be nested."""

    def __init__(self) -> None:
        self.depth = 0
        self.pending: int | None = None

    def __enter__(self) -> None:
        self.depth += 1

    def __exit__(self, *_: object) -> None:
        self.depth -= 1
        if self.pending is not None and not self.depth:
            os._exit(_FIRST + self.pending)


_deferral = _Deferral()


def deferred() -> _Deferral:
    """Return the context for a write, which takes little time and must be completed or undone before the end."""
    return _deferral


def install() -> None:
    """Let the three signals end the process, except those that it was started to ignore, as with `nohup`."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def complete() -> None:
    """Ignore the three signals: the run is complete, and only its exit status is left to report.

    Python restores the default actions before its own end, so a signal would otherwise replace that status.
    """
    for number in _SIGNALS:
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_IGN)


class Handing:
    """A section in which a signal does not end the process, but asks the section to end."""

    def __init__(self) -> None:
        self._stop: Callable[[], object] | None = None
        self.received: int | None = None

    def __enter__(self) -> "Self":
        """Begin the section."""
        global _handing  # noqa: PLW0603 - a signal handler has no other way to know
        _handing = self
        return self

    def __exit__(self, *_: object) -> None:
        """End the process if a signal has come."""
        global _handing  # noqa: PLW0603 - see above
        _handing = None
        if self.received is not None:
            os._exit(_FIRST + self.received)

    def obeyed_by(self, stop: "Callable[[], object] | None") -> None:
        """Call a function, which returns soon, when a signal comes, and now if one has come; None for no function."""
        self._stop = stop
        if stop and self.received is not None:
            stop()

    def receive(self, number: int) -> None:
        """Ask the section to end, once: a second signal must not interrupt what the first one ends."""
        if self.received is None:
            self.received = number
            if self._stop:
                self._stop()


_handing: Handing | None = None


def handed() -> Handing:
    """Return the context for a section that must end what it has started.

    When the section has ended, the process ends with the status of the signal.
    """
    return Handing()


def _end(number: int, _: "FrameType | None") -> None:
    if _handing:
        _handing.receive(number)
    elif _deferral.depth:
        _deferral.pending = number
    else:
        os._exit(_FIRST + number)
