"""A program that was started before there was an event loop, with the methods of a process of asyncio."""

import asyncio
import math
from typing import IO, TYPE_CHECKING

from rkconf.doctor.waiting import until

if TYPE_CHECKING:
    import subprocess


class AdoptedProcess:
    """A program that runs already, and that this program has started."""

    stdin = None
    """Its standard input is empty."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self.stdout = asyncio.StreamReader()
        self.stderr = asyncio.StreamReader()
        self._transports: list[asyncio.BaseTransport] = []

    async def connect(self) -> None:
        """Begin to read its outputs."""
        for stream, pipe in ((self.stdout, self._process.stdout), (self.stderr, self._process.stderr)):
            if pipe:
                self._transports.append(await _connected(stream, pipe))

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """Its exit status; None while it runs."""
        return self._process.poll()

    async def wait(self) -> None:
        """Wait until it has ended."""
        await until(lambda: self.returncode is not None, math.inf)

    def close(self) -> None:
        """Read its outputs no more."""
        for each in self._transports:
            each.close()


async def adopted(process: "subprocess.Popen[bytes]") -> AdoptedProcess:
    """Return a process whose outputs are read."""
    made = AdoptedProcess(process)
    await made.connect()
    return made


async def _connected(stream: asyncio.StreamReader, pipe: IO[bytes]) -> asyncio.BaseTransport:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(stream), pipe)
    return transport
