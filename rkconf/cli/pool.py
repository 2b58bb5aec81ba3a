"""Processes that compute and never write: only their parent writes files, so nothing is written after its death.

Each process has its own pipe for paths and results. All of them share the reading end of one more pipe, whose writing
end only the parent has: when the parent ends, for whatever reason, the system closes it, and they end too.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Thread
from traceback import format_exc
from typing import Any, Generic, TypeVar

from rkconf.errors import WorkerLostError
from rkconf.record import record

Result = TypeVar("Result")
Work = Callable[[str], Result]


@record
class _Worker:
    """A process, and the parent's end of its pipe."""

    process: BaseProcess
    pipe: Connection


class Pool(Generic[Result]):
    """Processes that apply a function to paths, until the pool is closed.

    Args:
        work: The function; it must be picklable.
        size: The number of processes; there are fewer, perhaps none, if the system does not permit so many.
        start_method: "fork" or "spawn", as in multiprocessing.
    """

    def __init__(self, work: Work[Result], size: int, start_method: str) -> None:
        self._workers: list[_Worker] = []
        self._alive: Connection | None = None
        # A system without semaphores, or at its limit of processes or descriptors, gives fewer workers or none; the
        # caller then does the work itself.
        with suppress(ImportError, NotImplementedError, OSError), _unseen_signals():
            self._start(work, size, start_method)

    def _start(self, work: Work[Result], size: int, start_method: str) -> None:
        context: Any = get_context(start_method)  # its type does not have the class of processes
        ending, self._alive = context.Pipe(duplex=False)
        # A forked process inherits the writing end, and must close it.
        inherited = self._alive if start_method == "fork" else None
        with ending:
            for _ in range(size):
                here, there = context.Pipe()
                with there:
                    process = context.Process(target=_serve, args=(work, there, ending, inherited), daemon=True)
                    process.start()
                self._workers.append(_Worker(process, here))

    @property
    def size(self) -> int:
        """The number of processes."""
        return len(self._workers)

    def close(self) -> None:
        """End all processes, also those that still compute."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        if self._alive:
            self._alive.close()

    def in_order(self, chunks: Sequence[Sequence[str]]) -> Iterator[Result]:
        """Yield the results of the paths of all chunks in their order.

        Raises:
            WorkerLostError: A process ended before its work was finished.
        """
        schedule: _Schedule[Result] = _Schedule(chunks)
        for worker in self._workers:
            schedule.assign(worker.pipe)
        for number in range(len(chunks)):
            yield from schedule.results(number)


class _Schedule(Generic[Result]):
    """The chunks that are left, those that workers have, and the results that are not yielded yet."""

    def __init__(self, chunks: Sequence[Sequence[str]]) -> None:
        self._left = deque(enumerate(chunks))
        self._busy: dict[Connection, int] = {}
        self._finished: dict[int, list[Result]] = {}

    def assign(self, pipe: Connection) -> None:
        """Send the next chunk, if there is one, to an idle worker."""
        if self._left:
            self._busy[pipe], chunk = self._left.popleft()
            try:
                pipe.send(chunk)
            except OSError as lost:
                raise _lost() from lost

    def results(self, number: int) -> list[Result]:
        """Wait for the results of a chunk; workers that finish get the next chunks meanwhile."""
        while number not in self._finished:
            ready = connection.wait(self._busy)
            for pipe in [pipe for pipe in self._busy if pipe in ready]:
                self._finished[self._busy.pop(pipe)] = _received(pipe)
                self.assign(pipe)
        return self._finished.pop(number)


def _received(pipe: Connection) -> list[Any]:
    try:
        results, error = pipe.recv()
    except (EOFError, OSError) as lost:
        raise _lost() from lost
    if error:
        raise error
    return list(results)


def _lost() -> WorkerLostError:
    return WorkerLostError("a worker process ended unexpectedly, perhaps out of memory; try --jobs 1")


def _serve(work: Work[Result], pipe: Connection, ending: Connection, inherited: Connection | None) -> None:
    """Process chunks until the parent ends; this runs in a worker."""
    # A terminal sends an interrupt to all processes, but the parent ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if inherited:
        inherited.close()
    Thread(target=_end_with_parent, args=(ending,), daemon=True).start()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_outcome(work, pipe.recv()))


def _end_with_parent(ending: Connection) -> None:
    with suppress(EOFError, OSError):
        ending.recv_bytes()
    os._exit(1)


def _outcome(work: Work[Result], chunk: Sequence[str]) -> tuple[list[Result], Exception | None]:
    try:
        return [work(path) for path in chunk], None
    except Exception as error:  # noqa: BLE001 - the parent raises it
        error.add_note(format_exc())
        return [], error


@contextmanager
def _unseen_signals() -> Iterator[None]:
    """Block the signals that a terminal sends to all processes; a process that is started now never sees them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
