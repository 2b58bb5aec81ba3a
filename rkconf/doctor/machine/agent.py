"""The ssh-agent: whether it answers, and the keys that it holds.

It is asked over its socket, with the message of ``ssh-add -L`` (draft-miller-ssh-agent): a program that waits for a
broken agent could outlive rkconf.
"""

import base64
import os
import socket
import struct
from enum import StrEnum

from rkconf.record import record

SECONDS = 5
"""The time in which an agent must answer."""
_REQUEST = b"\x00\x00\x00\x01\x0b"
_ANSWER = 12
_FAILURE = 5
_LONGEST = 256 * 1024
"""The longest message of OpenSSH's agent, in bytes."""


class AgentState(StrEnum):
    """The state of an agent."""

    NONE = "none"
    """No socket is named."""
    ANSWERS = "answers"
    LOCKED = "locked"
    """It refuses to list its keys."""
    UNREACHABLE = "unreachable"


@record
class AgentKey:
    """A key that an agent holds."""

    kind: str
    """Its algorithm, such as ssh-ed25519."""
    public: str
    """The public key in base64."""
    comment: str


@record
class Agent:
    """An ssh-agent."""

    socket: str
    """The path of its socket; empty if none is named."""
    state: AgentState
    why: str = ""
    """Why it cannot be reached."""
    keys: tuple[AgentKey, ...] = ()


def ask(path: str) -> Agent:
    """Return the agent at a socket."""
    if not path:
        return Agent("", AgentState.NONE)
    try:
        message = _exchange(path)
    except TimeoutError:
        return Agent(path, AgentState.UNREACHABLE, f"it did not answer within {SECONDS} seconds")
    except (OSError, ValueError) as error:
        return Agent(path, AgentState.UNREACHABLE, getattr(error, "strerror", None) or str(error))
    if message[:1] == bytes([_FAILURE]):
        return Agent(path, AgentState.LOCKED, "it refuses to list its keys")
    try:
        return Agent(path, AgentState.ANSWERS, keys=_keys(message))
    except (struct.error, ValueError):
        return Agent(path, AgentState.UNREACHABLE, "its answer is not that of an ssh-agent")


def _exchange(path: str) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(SECONDS)
        connection.connect(os.fsencode(path))
        connection.sendall(_REQUEST)
        (length,) = struct.unpack(">I", _received(connection, 4))
        if not 0 < length <= _LONGEST:
            message = "its answer is not that of an ssh-agent"
            raise ValueError(message)
        return _received(connection, length)


def _received(connection: socket.socket, length: int) -> bytes:
    """Return exactly this number of bytes."""
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            message = "it ended the connection"
            raise ValueError(message)
        data += piece
    return data


def _keys(message: bytes) -> tuple[AgentKey, ...]:
    if message[0] != _ANSWER:
        message_kind = f"{message[0]} is not an answer"
        raise ValueError(message_kind)
    (count,) = struct.unpack_from(">I", message, 1)
    keys, at = [], 5
    for _ in range(count):
        blob, at = _text(message, at)
        comment, at = _text(message, at)
        kind, _end = _text(blob, 0)
        public = base64.b64encode(blob).decode("ascii")
        keys.append(AgentKey(kind.decode("latin-1"), public, comment.decode(errors="replace")))
    return tuple(keys)


def _text(message: bytes, at: int) -> tuple[bytes, int]:
    """Return a string of the protocol, and the place after it."""
    (length,) = struct.unpack_from(">I", message, at)
    end = at + 4 + length
    if end > len(message):
        wrong = "the message is cut"
        raise ValueError(wrong)
    return message[at + 4 : end], end
