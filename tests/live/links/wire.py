"""Shared by both stand-ins: the name of a link, and how a line goes over a channel."""

import socket
from collections.abc import Iterable

CHANNELS = ("data", "urgent")
"""The parts of a link of MathLink over TCP."""
CALLED = "called"
"""The kernel's answer when its calls on a further link have reached the other side."""
PATIENCE = 300.0
"""Seconds until somebody who neither calls nor answers nor ends is given up.

No expected outcome takes so long: firewalls refuse a call, and a link that cannot come up ends its command.
"""

Place = tuple[str, int]


class NoLinkError(Exception):
    """A link that does not come up."""


def places(name: str) -> list[Place]:
    """Return the places that the name of a link holds: ``port@host,port@host``."""
    ends = [end.partition("@") for end in name.split(",")]
    if len(ends) != len(CHANNELS) or not all(port.isdecimal() and host for port, _, host in ends):
        message = f"{name} is no name of a link"
        raise NoLinkError(message)
    return [(host, int(port)) for port, _, host in ends]


def name_of(ends: Iterable[Place]) -> str:
    """Return the name of a link."""
    return ",".join(f"{port}@{host}" for host, port in ends)


def say(channel: socket.socket, text: str) -> None:
    """Send a line."""
    channel.sendall(f"{text}\n".encode())


def hear(channel: socket.socket) -> str:
    """Return the next line; an empty one when the other side has hung up or is silent for too long."""
    heard = b""
    channel.settimeout(PATIENCE)
    try:
        while not heard.endswith(b"\n") and (byte := channel.recv(1)):
            heard += byte
    except OSError:
        return ""
    return heard.decode().rstrip("\n")
