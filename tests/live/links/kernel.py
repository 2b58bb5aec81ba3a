"""A stand-in for the kernel: it calls the Front End on the main link and makes further links when it is asked to.

A reader of packets on the main link can ask for a further link; the kernel makes it with
MathLink`CreateFrontEndLink, by itself on ports that it chooses and at its address on the network [code of another
tool, measured on these stand-ins]. The file after -initfile may define that anew: it is evaluated by a real
implementation of the Wolfram Language, which waits at `evaluator.SOCKET`. From 11.1 on the kernel calls the Front End
for these links too [reports of users].

    python -m tests.live.links.kernel ADDRESS ARGUMENTS...
"""

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.live.links.wire import CALLED, CHANNELS, PATIENCE, NoLinkError, hear, name_of, places, say

LIFETIME = 900
"""Seconds after which it ends, whatever happens: more than a launch takes."""
FIRST_WITH_WSTP = 10.0
SOCKET = "wolfram"
"""Where, in the folder of the machines, files are evaluated."""


@dataclass(frozen=True)
class Kernel:
    """A kernel with its address on the network and its arguments."""

    address: str
    words: tuple[str, ...]
    version: float
    calls: list[socket.socket] = field(default_factory=list)
    """The connections of the further links on which it has called."""

    @property
    def starts_link(self) -> bool:
        """Whether it is to open a link at all; without the flag it opens a text session."""
        names = {"-mathlink", *(("-wstp",) if self.version >= FIRST_WITH_WSTP else ())}
        return not names.isdisjoint(self.words)

    @property
    def flags(self) -> dict[str, str]:
        """The value after each word; names of flags ignore case."""
        return {flag.lower(): value for flag, value in reversed(list(pairwise(self.words)))}

    def run(self) -> None:
        """Serve the main link until the other side hangs up."""
        if not self.starts_link or self.flags.get("-linkmode", "").lower() != "connect":
            message = "started without a link"
            raise NoLinkError(message)
        name = self.flags.get("-linkname", "")
        data, *_ = channels = [
            self._call(place, f"main {channel}") for place, channel in zip(places(name), CHANNELS, strict=True)
        ]
        own_way = iter(evaluate(self.flags["-initfile"], name) if "-initfile" in self.flags else ())
        if [hear(channel) for channel in channels] != ["hello", "hello"]:
            message = "nobody answers"
            raise NoLinkError(message)
        while request := hear(data):
            say(data, self._answer(request, own_way))

    def _answer(self, request: str, own_way: Iterator[str]) -> str:
        match request.split(" "):
            case ["create", link]:
                return self._open(link, next(own_way, ""))
            case ["call", link, name]:
                return self._connect(link, name)
            case _:
                return "here"

    def _connect(self, link: str, name: str) -> str:
        """Call the Front End on a further link that it has opened, and return what came of it."""
        try:
            for place, channel in zip(places(name), CHANNELS, strict=True):
                self.calls.append(self._call(place, f"{link} {channel}"))
        except NoLinkError as error:
            return f"not reached: {error}"
        return CALLED

    def _call(self, place: tuple[str, int], text: str) -> socket.socket:
        """Connect to the Front End; across the network it is known by its address there."""
        source = None if place[0] == "127.0.0.1" else (self.address, 0)
        try:
            connection = socket.create_connection(place, PATIENCE, source)
        except OSError as error:
            message = f"{name_of([place])}: {error}"
            raise NoLinkError(message) from None
        say(connection, text)
        return connection

    def _open(self, link: str, name: str) -> str:
        """Wait for calls on a further link, and return where."""
        ends = places(name) if name else [(self.address, 0)] * len(CHANNELS)
        try:
            servers = [socket.create_server(end) for end in ends]
        except OSError as error:
            return f"not opened: {error}"
        for server, channel in zip(servers, CHANNELS, strict=True):
            threading.Thread(target=_welcome, args=(server, f"{link} {channel}"), daemon=True).start()
        return name_of(server.getsockname()[:2] for server in servers)


def _welcome(server: socket.socket, text: str) -> None:
    connection, _ = server.accept()
    say(connection, text)
    hear(connection)


def evaluate(file: str, name: str) -> Iterator[str]:
    """Yield the names of the links that are made after ``file`` was read; an empty one is the kernel's own way."""
    with socket.socket(socket.AF_UNIX) as evaluator:
        evaluator.connect(str(Path(os.environ["RIG_ROOT"], SOCKET)))
        say(evaluator, json.dumps([str(Path(file).absolute()), name]))
        answer = evaluator.makefile().readline()
    yield from json.loads(answer)


def record(outcome: str) -> None:
    """Write down what became of this kernel, whole or not at all."""
    path = Path(os.environ["RIG_RECORDS"], f"kernel.{os.getpid()}")
    path.with_suffix(".tmp").write_text(json.dumps({"argv": sys.argv[2:], "outcome": outcome}), encoding="utf-8")
    path.with_suffix(".tmp").replace(path.with_suffix(f"{path.suffix}.json"))


def main() -> int:
    """Run a kernel."""
    signal.alarm(LIFETIME)
    record("started")
    try:
        Kernel(sys.argv[1], tuple(sys.argv[2:]), float(os.environ["RIG_VERSION"])).run()
    except (NoLinkError, OSError) as reason:
        record(f"gave up: {reason}")
        return 1
    record("ended with its link")
    return 0


if __name__ == "__main__":
    sys.exit(main())
