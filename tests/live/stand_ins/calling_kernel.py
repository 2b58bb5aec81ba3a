"""A stand-in for the kernel: it records its arguments and calls both ports of its link, as a kernel does.

Its knowledge of MathLink is published: names of flags ignore case, and unknown flags are ignored.
Its own rules, for which there are reports at best: the mode must be given; a flag without its value, a link
name with an unquoted space, one port alone and a flag of the link with a space in it are errors; the first of two
equal flags counts; the protocol is TCPIP where none is given.

Thousands of launches start it. It imports only what an interpreter starts with, and the module below ``socket``: the
others take twice the processor time of the rest.
"""

import _socket
import os
import sys

# The name is that of `typing`, which would be one of those modules.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

FIRST_WITH_WSTP = 10
CHANNELS = 2
Place = tuple[str, int]
HIGHEST = 65535
LOOPBACKS = {"here": "127.0.0.3", "gate": "127.0.0.6", "there": "127.0.0.1"}
VALUED = {"-linkmode", "-linkprotocol", "-linkname", "-linkhost", "-linkoptions"}
ALONE = {"-linkconnect": "connect", "-linkcreate": "listen", "-linklaunch": "launch"}


class GivesUpError(Exception):
    """The kernel never reaches the link."""


def give_up(why: str) -> "NoReturn":
    raise GivesUpError(why)


def read(arguments: list[str]) -> dict[str, str]:
    """Return the link's arguments by lower-case flag."""
    given: dict[str, str] = {}
    words = iter(arguments)
    for word in words:
        name = word.lower()
        if name in ALONE:
            given.setdefault("-linkmode", ALONE[name])
        elif name.startswith("-link") and " " in name:
            give_up(f"a blank in the flag {word}")
        elif name in VALUED:
            value = next(words, None)
            if value is None:
                give_up(f"{word} has no value")
            given.setdefault(name, value)
    return given


def started(arguments: list[str], version: float) -> bool:
    """Return whether it is to open a link at all; without the flag it opens a text session."""
    flags = {"-mathlink", "-wstp"} if version >= FIRST_WITH_WSTP else {"-mathlink"}
    return any(word.lower() in flags for word in arguments)


def ends(given: dict[str, str]) -> list[Place]:
    """Return the two places to call."""
    if given.get("-linkmode", "").lower() != "connect":
        give_up("not told to connect")
    if given.get("-linkprotocol", "tcpip").lower() != "tcpip":
        give_up("another protocol")
    parts = [part.strip(" ") for part in given.get("-linkname", "").split(",")]
    if len(parts) != CHANNELS:
        give_up("no name of a TCPIP link")
    host = given.get("-linkhost", "127.0.0.1")
    return [end(part, host) for part in parts]


def end(part: str, other: str) -> Place:
    port, at, host = part.partition("@")
    if not port.isdecimal() or int(port) > HIGHEST or (at and not host):
        give_up(f"{part} is no port@host")
    return seen_from_here(host or other), int(port)


def seen_from_here(host: str) -> str:
    """All machines share a network stack: each has a separate loopback address."""
    return LOOPBACKS[os.environ["RIG_MACHINE"]] if host in {"localhost", "127.0.0.1"} else host


def own_address(place: Place) -> Place | None:
    """Return from where it calls: across the network it has a separate address."""
    away = os.environ["RIG_MACHINE"] != "here" and place[0] not in {*LOOPBACKS.values(), "::1"}
    return ("127.0.0.5", 0) if away else None


def connected(place: Place) -> _socket.socket:
    """Return a connection to the first address of a place that takes it."""
    # As bytes: to read a name in other letters, getaddrinfo would load another ten modules.
    found = _socket.getaddrinfo(os.fsencode(place[0]), place[1], 0, _socket.SOCK_STREAM)
    failure = OSError("no address")
    for family, kind, protocol, _, address in found:
        channel = _socket.socket(family, kind, protocol)
        try:
            if own := own_address(place):
                channel.bind(own)
            channel.connect(address)
        except OSError as error:
            channel.close()
            failure = error
        else:
            return channel
    raise failure


def call(places: list[Place]) -> None:
    """Connect to both channels, send the name of each, and stay until the Front End hangs up."""
    try:
        channels = [connected(place) for place in places]
        for name, channel in zip((b"d", b"m"), channels, strict=True):
            channel.sendall(name)
        if [channel.recv(1) for channel in channels] != [b"!", b"!"]:
            give_up("nobody answers")
    except OSError as error:
        give_up(str(error))
    record("connected")
    for channel in channels:
        channel.recv(1)


def record(outcome: str) -> None:
    # Whole or not at all: others look for it all the time.
    path = f"{os.environ['RIG_RECORDS']}/kernel.{os.getpid()}"
    with open(f"{path}.tmp", "wb") as draft:  # noqa: PTH123 - pathlib is one of the modules that cost time
        draft.write(b"".join(os.fsencode(word) + b"\0" for word in (outcome, *sys.argv[1:])))
    os.replace(f"{path}.tmp", f"{path}.words")  # noqa: PTH105


def main() -> int:
    record("started")
    try:
        if not started(sys.argv[2:], float(os.environ["RIG_VERSION"])):
            give_up("a text session")
        call(ends(read(sys.argv[2:])))
    except GivesUpError as reason:
        record(f"gave up: {reason}")
        return 1
    except OSError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
