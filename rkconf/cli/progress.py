"""The steps of a diagnosis as they happen: on a terminal with the seconds of the running step, else one line each.

One line that is written again and again needs no library for terminals; a library would also redraw finished lines,
which a user copies.
"""

import asyncio
import sys
from collections.abc import Callable
from time import monotonic

from rkconf.cli import console
from rkconf.doctor import DiagnosisStep, StepName
from rkconf.reporters import Paint
from rkconf.reporters.doctor import WIDTH_OF_LOG

_TICK = 0.1
_ERASE = "\r\x1b[K"


class Progress:
    """Prints each step; ``line`` returns the text of a finished one for a width."""

    def __init__(self, line: Callable[[DiagnosisStep, Paint, int], str], paint: Paint, *, is_live: bool) -> None:
        self._line = line
        self._paint = paint
        self._is_live = is_live
        self._ticking: asyncio.Task[None] | None = None

    def begins(self, name: StepName) -> None:
        """Show that a step runs."""
        if self._is_live:
            self._ticking = asyncio.create_task(self._tick(name, monotonic()))

    def ended(self, step: DiagnosisStep) -> None:
        """Print the result of a step."""
        self.stop()
        print(self._line(step, self._paint, self.width), end="", flush=True)

    def stop(self) -> None:
        """Erase the line of the running step."""
        if self._ticking:
            self._ticking.cancel()
            self._ticking = None
            sys.stdout.write(_ERASE)
            sys.stdout.flush()

    @property
    def width(self) -> int:
        """The width of the terminal in characters; that of a log elsewhere."""
        return console.width() or WIDTH_OF_LOG

    async def _tick(self, name: StepName, begun: float) -> None:
        while True:
            text = f"{name} ... {monotonic() - begun:.1f} s"
            sys.stdout.write(_ERASE + text[: self.width - 1])
            sys.stdout.flush()
            await asyncio.sleep(_TICK)


class Silence:
    """Prints nothing while a diagnosis runs."""

    def begins(self, name: StepName) -> None:
        """Do nothing."""

    def ended(self, step: DiagnosisStep) -> None:
        """Do nothing."""
