"""The Front End's end of the link: both ports are opened, and the calls of the kernel are accepted."""

import asyncio
import socket
from collections.abc import Coroutine
from contextlib import suppress

from rkconf.doctor.waiting import notice

_KEPT = 1 << 16
"""The bytes of each call that are kept."""
PROBE = b"rkconf probe\n"
"""The text of a probe, so that its call does not count as one of the kernel."""


class CallFromKernel:
    """A connection at one port of the link, with what it has sent so far."""

    def __init__(self, channel: int, address: str, connection: socket.socket) -> None:
        self.channel = channel
        """The index of the port in the link name, from 0."""
        self.address = address
        """The address from which the call came."""
        self.connection = connection
        self.received = bytearray()
        self.is_closed = False
        """Whether the other side has closed it."""

    @property
    def is_probe(self) -> bool:
        """Whether it is a call of rkconf's own probe."""
        return self.received.startswith(PROBE)

    @property
    def is_silent(self) -> bool:
        """Whether it has sent nothing yet."""
        return not self.received and not self.is_closed

    async def read(self) -> None:
        """Read until the other side closes the call."""
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            while data := await loop.sock_recv(self.connection, _KEPT):
                self.received += data[: _KEPT - len(self.received)]
                notice()
        self.is_closed = True
        notice()

    async def send(self, text: bytes) -> None:
        """Send a text; it is lost if the call is closed."""
        with suppress(OSError):
            await asyncio.get_running_loop().sock_sendall(self.connection, text)


class Listening:
    """The open ports of the link, and the calls that came in."""

    def __init__(self) -> None:
        self.servers: list[socket.socket] = []
        self.calls: list[CallFromKernel] = []
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def ports(self) -> tuple[int, ...]:
        """The ports, in the order of the link name."""
        return tuple(server.getsockname()[1] for server in self.servers)

    @property
    def channels(self) -> frozenset[int]:
        """The channels on which the kernel has called."""
        return frozenset(call.channel for call in self.calls if not call.is_probe)

    def call(self, channel: int) -> CallFromKernel | None:
        """Return the kernel's last call on a channel."""
        calls = (call for call in reversed(self.calls) if call.channel == channel and not call.is_probe)
        return next(calls, None)

    async def open(self, host: str | None, port: int) -> None:
        """Open the next port of the link; 0 lets the system choose one, and no host means every address.

        Raises:
            OSError: The port is in use or privileged, or the host is not an address of this machine.
        """
        family, address = await _address(host)
        server = socket.create_server((address, port), family=family)
        server.setblocking(False)  # noqa: FBT003 - the only argument
        self.servers.append(server)

    def accept_calls(self, first: int = 0) -> None:
        """Accept calls at the ports from the channel ``first`` on."""
        for channel in range(first, len(self.servers)):
            self._begin(self._accept(channel))

    async def _accept(self, channel: int) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connection, caller = await loop.sock_accept(self.servers[channel])
            call = CallFromKernel(channel, caller[0], connection)
            self.calls.append(call)
            notice()
            self._begin(call.read())

    def _begin(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def close(self) -> None:
        """Close all ports and all calls."""
        for task in self._tasks:
            task.cancel()
        for each in (*self.servers, *(call.connection for call in self.calls)):
            with suppress(OSError):
                each.close()


async def _address(host: str | None) -> tuple[socket.AddressFamily, str]:
    if host is None:
        return socket.AF_INET, ""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host.strip("[]"), None, type=socket.SOCK_STREAM)
    # MathLink's addresses are those of IPv4 where a name has both.
    family, *_, address = min(found, key=lambda each: each[0] != socket.AF_INET)
    return socket.AddressFamily(family), str(address[0])
