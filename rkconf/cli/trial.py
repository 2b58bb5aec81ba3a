"""Run a diagnosis, print its steps as they happen, and end it on a signal.

This module imports asyncio: `rkconf.cli.doctor` begins the diagnosis before.
"""

import asyncio
from functools import partial

from rkconf.cli import console
from rkconf.cli.progress import Progress, Silence
from rkconf.doctor import Diagnosis, Options, TrialPlan
from rkconf.doctor.early_start import EarlyStart
from rkconf.doctor.examination import Observer, examine
from rkconf.interruption import Handing
from rkconf.reporters import doctor as reporter

__all__ = ["Silence", "conclude", "printed", "run"]


def printed(title: str, colour: str) -> Progress:
    """Print the title, and return what prints each step."""
    paint = console.paint(colour)
    progress = Progress(reporter.line, paint, is_live=console.obeys_codes())
    console.write(reporter.titled(title, paint, progress.width))
    return progress


def conclude(diagnosis: Diagnosis, colour: str) -> None:
    """Print the last part of a report whose steps are printed."""
    console.write(reporter.conclusion(diagnosis, console.paint(colour), console.width() or reporter.WIDTH_OF_LOG))


def run(plan: TrialPlan, options: Options, begun: EarlyStart, observer: Observer, handing: Handing) -> Diagnosis:
    """Run a diagnosis; a signal ends everything that it has started, and then the program."""

    async def examined() -> Diagnosis:
        task = asyncio.current_task()
        loop = asyncio.get_running_loop()
        handing.obeyed_by(partial(loop.call_soon_threadsafe, task.cancel) if task else None)
        try:
            return await examine(plan, options, begun, observer)
        finally:
            handing.obeyed_by(None)

    return asyncio.run(examined())
