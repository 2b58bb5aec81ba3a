"""The Front End's side of a link: the ports that *Arguments to MLOpen* open, and the name of the link.

The rules of this stand-in, with the source in brackets: MLOpen needs mode Listen and protocol TCPIP [published; that
the default does not cross machines is inferred]; an ordinary user opens no port below 1024 [measured]; a flag without
its value or a word that belongs to no flag spoils the arguments [inferred]; a name without a host listens on every
address of the machine and names the one on the network [inferred]; of two equal flags the first counts [inferred].
"""

import shlex
import socket
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import NoReturn

from tests.live.machines import LAN, LOOPBACK

CHANNELS = (b"d", b"m")
"""The first byte from a kernel on the channels of data and of urgent messages."""
_PRIVILEGED = 1024
_ATTEMPTS = 50
_HIGHEST = 65535
_VALUED = {"-linkmode", "-linkprotocol", "-linkname", "-linkhost", "-linkoptions"}
_ADDRESSES = {None: (LAN, LOOPBACK), "localhost": (LOOPBACK,), "127.0.0.1": (LOOPBACK,), LAN: (LAN,)}

Sockets = tuple[tuple[socket.socket, ...], ...]
"""For each channel its listening sockets, one for each address."""


class NoLinkError(Exception):
    """The arguments open no link."""


def _refuse(why: str) -> NoReturn:
    raise NoLinkError(why)


def open_link(arguments: str | None, stack: ExitStack) -> tuple[Sockets, str]:
    """Open both channels and return them with the name of the link; without arguments as a running kernel does.

    Raises:
        NoLinkError: The arguments do not open a link that another machine can call.
    """
    given: dict[str, str] = {} if arguments is None else _first(_flags(arguments))
    if arguments is not None and given.get("-linkmode", "").lower() not in {"listen", "create"}:
        _refuse("it does not listen")
    if arguments is not None and given.get("-linkprotocol", "").lower() != "tcpip":
        _refuse("no protocol that leads to another machine")
    parts = given.get("-linkname", "0,0").split(",")
    if len(parts) > len(CHANNELS):
        _refuse("too many ports")
    ends = [_end_of_name(part, given.get("-linkhost")) for part in (*parts, "0")[: len(CHANNELS)]]
    sockets = [_listen(port, host, stack) for port, host in ends]
    told = [f"{each[0].getsockname()[1]}@{host or LAN}" for each, (_, host) in zip(sockets, ends, strict=True)]
    return tuple(sockets), ",".join(told)


def _flags(text: str) -> Iterator[tuple[str, str]]:
    words = iter(shlex.split(text))
    for word in words:
        name = word.lower()
        if name == "-linkcreate":
            yield "-linkmode", "create"
        elif name in _VALUED:
            yield name, _value(word, next(words, "-"))
        elif not word.startswith("-"):
            _refuse(f"{word} belongs to no flag")


def _value(flag: str, value: str) -> str:
    return _refuse(f"{flag} has no value") if value.startswith("-") else value


def _first(flags: Iterator[tuple[str, str]]) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in flags:
        given.setdefault(name, value)
    return given


def _end_of_name(part: str, other: str | None) -> tuple[int, str | None]:
    port, at, host = part.partition("@")
    if not port.isdecimal() or (at and not host):
        _refuse(f"{part} is no port")
    if 0 < int(port) < _PRIVILEGED:
        _refuse(f"{port} is privileged")
    if int(port) > _HIGHEST:
        _refuse(f"there is no port {port}")
    return int(port), host or other


def _listen(port: int, host: str | None, stack: ExitStack) -> tuple[socket.socket, ...]:
    """Listen at the addresses that ``host`` means on the Front End's machine."""
    if host not in _ADDRESSES:
        _refuse(f"{host} is no address of this machine")
    # A port that is free at one address may be in use at another: another one is chosen then.
    for _ in range(1 if port else _ATTEMPTS):
        with ExitStack() as opened:
            try:
                sockets = _open(_ADDRESSES[host], port, opened)
            except OSError as error:
                why = str(error)
                continue
            stack.push(opened.pop_all())
            return sockets
    _refuse(why)


def _open(addresses: Iterable[str], port: int, stack: ExitStack) -> tuple[socket.socket, ...]:
    """Listen at one port of all addresses: the first one that is free at the first of them, if none is given."""
    sockets: list[socket.socket] = []
    for address in addresses:
        sockets.append(stack.enter_context(socket.create_server((address, port))))
        port = sockets[0].getsockname()[1]
    return tuple(sockets)
