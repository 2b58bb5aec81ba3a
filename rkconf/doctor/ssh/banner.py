"""Call an ssh server, and read the first line that it sends; nothing is sent."""

import asyncio
import errno
import os
import socket
from contextlib import suppress

from rkconf.record import record

_BANNER = b"SSH-"
_LINES = 50
"""The lines that a server may send before its version (RFC 4253, section 4.2, sets no limit)."""
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL})


@record
class ServerAnswer:
    """The answer of a server: its version, or the id of a cause with the evidence."""

    cause: str | None
    evidence: str


async def call(host: str, port: int, limit: float, family: socket.AddressFamily = socket.AF_UNSPEC) -> ServerAnswer:
    """Connect to a host, at each of its addresses until one accepts, and read its version."""
    try:
        async with asyncio.timeout(limit):
            reader, writer = await asyncio.open_connection(host, port, family=family)
    except TimeoutError:
        return ServerAnswer("connection-timed-out", f"no answer from {host} port {port}")
    except OSError as error:
        return ServerAnswer(_cause(error), _reason(error))
    try:
        return await _read(reader, limit)
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


def _reason(error: OSError) -> str:
    """Return the text of the system; that of asyncio shows the call."""
    if isinstance(error, socket.gaierror):
        return error.strerror or str(error)
    numbers = {"connection-refused": errno.ECONNREFUSED, "network-unreachable": errno.ENETUNREACH}
    return os.strerror(error.errno or numbers.get(_cause(error), errno.ETIMEDOUT))


def _cause(error: OSError) -> str:
    """Return the cause; a host with several addresses has one error for all of them, without a number."""
    if error.errno == errno.ETIMEDOUT:
        return "connection-timed-out"
    is_unreachable = error.errno in _UNREACHABLE or "nreachable" in str(error)
    return "network-unreachable" if is_unreachable else "connection-refused"


async def _read(reader: asyncio.StreamReader, limit: float) -> ServerAnswer:
    first = b""
    try:
        async with asyncio.timeout(limit):
            for _ in range(_LINES):
                line = await reader.readline()
                if line.startswith(_BANNER):
                    return ServerAnswer(None, _text(line))
                first = first or line
                if not line:
                    break
    except (TimeoutError, OSError, ValueError):
        return ServerAnswer("not-an-ssh-server", _text(first) or "it sends no version of ssh")
    return ServerAnswer("not-an-ssh-server", _text(first) or "it closes the connection at once")


def _text(line: bytes) -> str:
    return line.decode(errors="replace").strip()[:200]
