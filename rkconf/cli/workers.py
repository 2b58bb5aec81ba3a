"""Process many files, in worker processes if that is faster, with results in the order of the files."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from time import monotonic
from typing import TypeVar

from rkconf.cli import console

Result = TypeVar("Result")

# Measured with `python -m tests.benchmarks`: two forked workers cost 40 ms; two spawned workers import everything again
# and cost 500 ms. Two cores save half of the remaining time, so sharing pays if that is over twice the cost.
_SECONDS_ALONE = 0.2
_SECONDS_WORTH_SHARING = {"fork": 0.1, "spawn": 1.0}

# Large enough to hide the cost of communication, small enough for all workers to end at about the same time.
_LARGEST_CHUNK = 32
_CHUNKS_EACH = 4

# Windows cannot wait for more processes.
_MOST_WORKERS = 61

_SECONDS_BEFORE_PROGRESS = 1.0
_SECONDS_BETWEEN_UPDATES = 0.1
_ERASE = "\r\x1b[K"


def in_order(work: Callable[[str], Result], files: Sequence[str], jobs: int | None) -> Iterator[Result]:
    """Yield the result of ``work`` for each file, in the order of the files.

    Args:
        work: The function to call; it must be picklable.
        files: The paths.
        jobs: The number of processes; None for as many as make it faster.

    Raises:
        WorkerLostError: A process ended before its work was finished.
    """
    if jobs is not None and jobs > 1 and files:
        yield from _shared(work, files, jobs)
        return
    begun = monotonic()
    for done, file in enumerate(files):
        if jobs is None and _sharing_pays(monotonic() - begun, done, len(files) - done):
            yield from _shared(work, files[done:], cores())
            return
        yield work(file)


def _sharing_pays(spent: float, done: int, left: int) -> bool:
    """Return whether workers would finish earlier, estimated from the files that are done."""
    return spent > _SECONDS_ALONE and spent / done * left > _SECONDS_WORTH_SHARING[_start_method()] and cores() > 1


def cores() -> int:
    """Return how many processes can run at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start_method() -> str:
    # A forked process has everything imported, but may hang on systems whose libraries start threads.
    return "fork" if sys.platform == "linux" else "spawn"


def _shared(work: Callable[[str], Result], files: Sequence[str], jobs: int) -> Iterator[Result]:
    from rkconf.cli.pool import Pool

    size = max(1, min(_LARGEST_CHUNK, len(files) // (jobs * _CHUNKS_EACH)))
    chunks = [files[first : first + size] for first in range(0, len(files), size)]
    with closing(Pool(work, min(jobs, len(chunks), _MOST_WORKERS), _start_method())) as pool:
        # There are none if the system does not permit them.
        yield from pool.in_order(chunks) if pool.size else map(work, files)


def with_progress(results: Iterable[Result], total: int) -> Iterator[Result]:
    """Yield the results; if this takes long, show the progress on standard error if that is a terminal."""
    due = monotonic() + _SECONDS_BEFORE_PROGRESS
    is_shown = False
    for done, result in enumerate(results, 1):
        yield result
        if monotonic() > due and console.obeys_codes(sys.stderr):
            print(f"{_ERASE}{done} of {total} files", end="", file=sys.stderr, flush=True)
            due, is_shown = monotonic() + _SECONDS_BETWEEN_UPDATES, True
    if is_shown:
        print(_ERASE, end="", file=sys.stderr, flush=True)
