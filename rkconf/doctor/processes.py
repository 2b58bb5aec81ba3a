"""Start programs, and end each of them with everything that it has started."""

import asyncio
import os
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from time import monotonic

from rkconf.doctor.adopted_process import AdoptedProcess, adopted
from rkconf.doctor.descendants import Descendants
from rkconf.doctor.early_program import EarlyProgram
from rkconf.doctor.ended import Ended
from rkconf.doctor.model import Surroundings, Words
from rkconf.doctor.waiting import completed, notice

_KEPT_OUTPUT, _KEPT_ERRORS = 1 << 19, 1 << 16
"""The bytes of each output that are kept: the beginning and the end. A script as hexadecimal numbers is long."""
_CHUNK = 1 << 14
_LOOK = 0.05
"""The seconds after which a look decides whether a program has ended whose outputs are still open."""


class Running:
    """A program that runs, with what it has printed so far."""

    def __init__(self, process: Process | AdoptedProcess, words: Words, output: bytes = b"") -> None:
        self.words = words
        self._process = process
        self._begun = monotonic()
        self._output = bytearray(output)
        self._errors = bytearray()
        self._readers = [
            asyncio.create_task(_read(stream, into, kept))
            for stream, into, kept in (
                (process.stdout, self._output, _KEPT_OUTPUT),
                (process.stderr, self._errors, _KEPT_ERRORS),
            )
            if stream
        ]

    @property
    def pid(self) -> int:
        """The number of the process, which is also that of its process group."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether the program itself still runs."""
        return self._process.returncode is None

    @property
    def output(self) -> bytes:
        """The standard output so far, up to the kept bytes."""
        return bytes(self._output)

    @property
    def so_far(self) -> Ended:
        """The result up to now."""
        output, errors = (bytes(each).decode(errors="replace") for each in (self._output, self._errors))
        return Ended(self._process.returncode, output, errors, monotonic() - self._begun)

    async def send(self, text: bytes) -> None:
        """Write to its standard input, and close that."""
        if self._process.stdin:
            with suppress(ConnectionError):
                self._process.stdin.write(text)
                await self._process.stdin.drain()
            self._process.stdin.close()

    async def ended(self, limit: float) -> Ended:
        """Wait until it ends, for at most ``limit`` seconds; another process may keep its outputs open."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limit):
                await self._exit()
                # Another process may hold the inherited outputs for hours; the program's own text is there at once.
                await asyncio.wait(self._readers, timeout=0.2)
        return self.so_far

    async def end(self) -> None:
        """End it with its process group: first with SIGTERM, then with SIGKILL."""
        for number, patience in ((signal.SIGTERM, 1.0), (signal.SIGKILL, 1.0)):
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, number)
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._exit()
                    break
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        for reader in self._readers:
            reader.cancel()
        await asyncio.gather(*self._readers, return_exceptions=True)
        if isinstance(self._process, AdoptedProcess):
            self._process.close()

    async def _exit(self) -> None:
        """Wait until the program has ended; asyncio alone also waits until nothing holds its outputs open."""
        waiting = asyncio.create_task(self._process.wait())
        while self.runs:
            await asyncio.wait([waiting], timeout=_LOOK)
        waiting.cancel()


async def _read(stream: asyncio.StreamReader, into: bytearray, kept: int) -> None:
    while chunk := await stream.read(_CHUNK):
        into += chunk
        if len(into) > kept:
            # The middle is dropped: an answer follows what startup files print, of which the first line is shown.
            del into[kept // 2 : len(into) - kept // 2]
        notice()
    notice()


class StartedPrograms:
    """Starts programs in separate groups, and ends all of them at the end."""

    def __init__(self, surroundings: Surroundings, descendants: Descendants) -> None:
        self.given = surroundings
        """The variables and the folder of the Front End, and of the launch command."""
        self.surroundings = surroundings
        """Those of each program that gets no others: probes have what the launch command gives to ssh."""
        self._descendants = descendants
        self._numbers: set[int] = set()
        self._starts: set[asyncio.Task[Running]] = set()
        self._ahead: dict[Words, tuple[Surroundings, asyncio.Task[Running]]] = {}
        """The programs that a later step runs, with what they got; a step takes its program from here."""
        self._running: list[Running] = []
        self._started: list[Words] = []

    @property
    def orphans(self) -> tuple[int, ...]:
        """The processes that a program has left running at its end, such as ``ssh -f``; only Linux shows them."""
        return self._descendants.orphans(self._numbers)

    def own_orphans(self) -> None:
        """Count the processes that are left running by now as started on purpose; at the end they are ended too."""
        self._numbers |= set(self.orphans)

    def take_started(self) -> tuple[Words, ...]:
        """Return the programs that were started since the last call."""
        started, self._started = tuple(self._started), []
        return started

    @property
    def unused(self) -> tuple[Words, ...]:
        """The programs that were started ahead, and that no step has used."""
        return tuple(self._ahead)

    async def start(
        self, words: Words, *, surroundings: Surroundings | None = None, has_input: bool = False
    ) -> Running:
        """Start a program that runs until it is ended; its standard input is empty, or open for `Running.send`.

        Raises:
            OSError: It does not exist, or is not executable.
        """
        self._started.append(words)
        return await asyncio.shield(self._start(words, surroundings or self.surroundings, has_input=has_input))

    def start_ahead(self, words: Words, *, has_input: bool = False) -> None:
        """Start a program that a later step runs: `run` with the same words and surroundings continues it.

        A program with an input waits for it, so it does nothing before that step.
        """
        if words not in self._ahead:
            self._ahead[words] = self.surroundings, self._start(words, self.surroundings, has_input=has_input)

    def adopt(self, early: EarlyProgram) -> None:
        """Take over a program that runs already: `run` or `started` with the same words continues it."""
        self._numbers.add(early.process.pid)
        self._ahead[early.words] = self.surroundings, asyncio.create_task(self._adopted(early))

    async def _adopted(self, early: EarlyProgram) -> Running:
        running = Running(await adopted(early.process), early.words, bytes(early.output))
        self._running.append(running)
        return running

    def _start(self, words: Words, given: Surroundings, *, has_input: bool) -> asyncio.Task[Running]:
        start = asyncio.create_task(self._create(words, given, has_input=has_input))
        self._starts.add(start)
        start.add_done_callback(self._starts.discard)
        return start

    async def started(self, words: Words, *, has_input: bool = False) -> Running:
        """Return a program that was started ahead, or start it now.

        Raises:
            OSError: It does not exist, or is not executable.
        """
        given, begun = self._ahead.pop(words, (None, None))
        if begun is None or given is not self.surroundings:
            return await self.start(words, has_input=has_input)
        self._started.append(words)
        return await asyncio.shield(begun)

    async def _create(self, words: Words, given: Surroundings, *, has_input: bool) -> Running:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=PIPE if has_input else DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            env=dict(given.variables),
            cwd=given.folder,
            start_new_session=True,
        )
        self._numbers.add(process.pid)
        running = Running(process, words)
        self._running.append(running)
        return running

    async def run(self, words: Words, limit: float, text: bytes = b"") -> Ended:
        """Run a program to its end, or end it after ``limit`` seconds.

        Raises:
            OSError: It does not exist, or is not executable.
        """
        running = await self.started(words, has_input=bool(text))
        try:
            if text:
                await running.send(text)
            return await running.ended(limit)
        finally:
            await self.end(running)

    async def end(self, running: Running) -> None:
        """End one program."""
        await running.end()
        if running in self._running:
            self._running.remove(running)

    async def end_all(self) -> None:
        """End everything that runs, the last one first.

        A start is completed before: if one is cancelled, asyncio waits for ever while a child of the program has its
        outputs (measured with Python 3.11.7).
        """
        ahead = [begun for _, begun in self._ahead.values()]
        await asyncio.gather(*self._starts, *ahead, return_exceptions=True)
        for running in reversed(self._running[:]):
            await self.end(running)


@asynccontextmanager
async def programs(surroundings: Surroundings, begun: Descendants | None = None) -> AsyncIterator[StartedPrograms]:
    """Return a starter of programs; nothing that they started is left afterwards, however the block ends.

    ``begun`` finds the processes of programs that run already.
    """
    with nullcontext(begun) if begun else Descendants.adopted() as descendants:
        made = StartedPrograms(surroundings, descendants)
        try:
            yield made
        finally:
            try:
                await completed(made.end_all())
            finally:
                descendants.end()
