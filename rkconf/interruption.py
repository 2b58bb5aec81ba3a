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


class _Handing:
    """A section in which a signal does not end the process, but calls a function that ends the section."""

    def __init__(self, stop: "Callable[[], object] | None") -> None:
        self._stop = stop
        self.received: int | None = None

    def __enter__(self) -> None:
        global _handing  # noqa: PLW0603 - a signal handler has no other way to know
        if self._stop:
            _handing = self

    def __exit__(self, *_: object) -> None:
        global _handing  # noqa: PLW0603 - see above
        _handing = None
        if self.received is not None:
            os._exit(_FIRST + self.received)

    def receive(self, number: int) -> None:
        """Ask the section to end, once: a second signal must not interrupt what the first one ends."""
        if self.received is None and self._stop:
            self.received = number
            self._stop()


_handing: _Handing | None = None


def handed_to(stop: "Callable[[], object] | None") -> _Handing:
    """Return the context for a section that must end what it has started; a signal calls ``stop``, which returns soon.

    When the section has ended, the process ends with the status of the signal.
    """
    return _Handing(stop)


def _end(number: int, _: "FrameType | None") -> None:
    if _handing:
        _handing.receive(number)
    elif _deferral.depth:
        _deferral.pending = number
    else:
        os._exit(_FIRST + number)
