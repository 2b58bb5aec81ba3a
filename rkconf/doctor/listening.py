"""The Front End's end of the link: both ports are opened, and the calls of the kernel are accepted."""

import asyncio
import socket
from contextlib import suppress

from rkconf.record import record


@record
class CallFromKernel:
    """A connection at one port of the link."""

    channel: int
    """The index of the port in the link name, from 0."""
    address: str
    """The address from which the call came."""
    connection: socket.socket


class Listening:
    """The open ports of the link, and the calls that came in."""

    def __init__(self) -> None:
        self.servers: list[socket.socket] = []
        self.calls: list[CallFromKernel] = []

    @property
    def ports(self) -> tuple[int, ...]:
        """The ports, in the order of the link name."""
        return tuple(server.getsockname()[1] for server in self.servers)

    def open(self, address: str, port: int) -> None:
        """Open the next port of the link; 0 lets the system choose one.

        Raises:
            OSError: The port is in use or privileged, or the address is not one of this machine.
        """
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        server = socket.create_server((address, port), family=family)
        server.setblocking(False)  # noqa: FBT003 - the only argument
        self.servers.append(server)

    async def accept(self, channel: int) -> CallFromKernel:
        """Wait for the next call at one port."""
        loop = asyncio.get_running_loop()
        connection, caller = await loop.sock_accept(self.servers[channel])
        call = CallFromKernel(channel, caller[0], connection)
        self.calls.append(call)
        return call

    def close(self) -> None:
        """Close all ports and all calls."""
        for each in (*self.servers, *(call.connection for call in self.calls)):
            with suppress(OSError):
                each.close()
