"""Do the same with many files: alone while that is quick, with all cores where it is not, in the same order always."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from rkconf.errors import WorkerLostError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Result = TypeVar("Result")

# Measured, as in `python -m tests.benchmarks`: two forked workers cost 40 ms, two that begin anew and import everything
# once more 500 ms. Two cores save half of what is left to do, so that sharing pays from twice the cost on.
_SECONDS_ALONE = 0.2
_SECONDS_WORTH_SHARING = {"fork": 0.1, "spawn": 1.0}

# Enough for the cost of handing over to vanish, few enough for all workers to end at about the same time.
_LARGEST_CHUNK = 32
_CHUNKS_EACH = 4

# Windows can wait for no more.
_MOST = 61

_SECONDS_OF_SILENCE = 1.0
_SECONDS_BETWEEN_WORDS = 0.1
_ERASE = "\r\x1b[K"


def in_order(work: Callable[[str], Result], files: Sequence[str], jobs: int | None) -> Iterator[Result]:
    """Yield what ``work`` returns for each file, in the order of the files, whoever has done it.

    Args:
        work: What to do; it must be able to travel to another process.
        files: The paths.
        jobs: How many processes are at work; None for as many as pay.

    Raises:
        WorkerLostError: A process ended before its work was done.
    """
    if jobs is not None and jobs > 1:
        yield from _shared(work, files, jobs)
        return
    begun = monotonic()
    for done, file in enumerate(files):
        if jobs is None and _sharing_pays(monotonic() - begun, done, len(files) - done):
            yield from _shared(work, files[done:], cores())
            return
        yield work(file)


def _sharing_pays(spent: float, done: int, left: int) -> bool:
    """Say whether workers would be done earlier, to judge by the files that are done."""
    return spent > _SECONDS_ALONE and spent / done * left > _SECONDS_WORTH_SHARING[_way_to_start()] and cores() > 1


def cores() -> int:
    """Return how many processes can be at work at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _way_to_start() -> str:
    # A copy of this process has everything imported. Where system libraries have threads, it may hang.
    return "fork" if sys.platform == "linux" else "spawn"


def _shared(work: Callable[[str], Result], files: Sequence[str], jobs: int) -> Iterator[Result]:
    from concurrent.futures.process import BrokenProcessPool

    pool = _pool(min(jobs, len(files), _MOST))
    if pool is None:
        yield from map(work, files)
        return
    size = max(1, min(_LARGEST_CHUNK, len(files) // (jobs * _CHUNKS_EACH)))
    with pool:
        try:
            yield from pool.map(work, files, chunksize=size)
        except BrokenProcessPool as error:
            message = "a process that checked files has ended, for want of memory perhaps; try --jobs 1"
            raise WorkerLostError(message) from error


def _pool(workers: int) -> "ProcessPoolExecutor | None":
    """Return the processes; None where the system has no means for them, as a container without shared memory."""
    import signal
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context(_way_to_start())
    try:
        # An interrupt is for the process that waits; it ends the others.
        return ProcessPoolExecutor(workers, context, signal.signal, (signal.SIGINT, signal.SIG_IGN))
    except (ImportError, NotImplementedError, OSError):
        return None


def watched(results: Iterable[Result], total: int) -> Iterator[Result]:
    """Yield the results; when this takes long, tell a terminal on standard error how far it is."""
    due = monotonic() + _SECONDS_OF_SILENCE
    spoken = False
    for done, result in enumerate(results, 1):
        yield result
        if monotonic() > due and _is_terminal():
            print(f"{_ERASE}{done} of {total} files", end="", file=sys.stderr, flush=True)
            due, spoken = monotonic() + _SECONDS_BETWEEN_WORDS, True
    if spoken:
        print(_ERASE, end="", file=sys.stderr, flush=True)


def _is_terminal() -> bool:
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
