"""A stand-in for the Front End, and for a kernel that starts others.

It opens the main link, runs the launch command, and waits for the kernel to call on both channels. It asks the kernel
to open some of the further links and calls it at their addresses; others it opens itself, at its address on the network
and at any port, and the kernel calls [reports of users; which address a real one takes is unknown]. Then the command of
a controller kernel must still run and that of a parallel kernel must have returned [code of another tool, measured];
and when the link is closed, nothing of what the command started may be left.

A separate program, since it must be in the network of its machine: an `Order` goes in, a `Report` comes out.

    python -m tests.live.links.front_end < order.json > report.json
"""

import ctypes
import json
import os
import re
import selectors
import shlex
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from itertools import pairwise

from tests.live.links.wire import CALLED, CHANNELS, PATIENCE, NoLinkError, hear, name_of, places, say

_ADOPT_ORPHANS = 36  # PR_SET_CHILD_SUBREAPER of Linux
_STEP = 0.02


@dataclass(frozen=True)
class Order:
    """A configuration, and the machine that it is for."""

    command: str
    mlopen: str | None
    """None for parallel kernels: the kernel that starts them opens a link by itself."""
    further: tuple[str, ...]
    """The links that the kernel opens."""
    called: tuple[str, ...]
    """The further links that this side opens."""
    shell: str
    host: str
    user: str
    address: str
    """This machine on the network."""
    loopback: str
    """The address that replaces 127.0.0.1 on this machine."""
    output: str
    """The file for what the command prints."""


@dataclass
class Report:
    """The links that came up."""

    links: list[str] = field(default_factory=list)
    why: str = ""
    """The obstacle, if any."""
    callers: list[str] = field(default_factory=list)
    """From where the kernel called."""
    called: list[str] = field(default_factory=list)
    """Where the kernel was called on the further links."""


class Family:
    """A running command with everything that it has started."""

    def __init__(self, order: Order, command: str) -> None:
        ctypes.CDLL(None).prctl(_ADOPT_ORPHANS, 1, 0, 0, 0)
        with open(order.output, "wb") as output:  # noqa: PTH123 - pathlib takes longer to import than this whole program
            process = subprocess.Popen(
                (order.shell, "-c", command),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.leader = process.pid
        self.status: int | None = None
        process.returncode = 0  # it is reaped here, with the others

    def has_ended(self) -> bool:
        """Whether nobody is left."""
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if ended[0] == self.leader:
                    self.status = os.waitstatus_to_exitcode(ended[1])
            return False
        return True

    def runs(self) -> bool:
        """Whether the command itself still runs."""
        return not self.has_ended() and self.status is None

    def wait(self, seconds: float) -> bool:
        """Return whether all of them end in time."""
        end = time.monotonic() + seconds
        while not self.has_ended():
            if time.monotonic() > end:
                return False
            time.sleep(_STEP)
        return True

    def kill(self) -> None:
        """End whoever is left; while somebody is, the number of the group is taken by no other."""
        while not self.has_ended():
            with suppress(ProcessLookupError):
                os.killpg(self.leader, signal.SIGKILL)
            time.sleep(_STEP)


class Launch:
    """One launch, from the opening of the main link to its end."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.stack = ExitStack()
        self.report = Report()
        self.servers = [self.stack.enter_context(server) for server in _servers(order)]
        self.family = Family(order, self._filled(name_of(_told(order, self.servers))))

    def run(self) -> Report:
        """Bring up all links and report which came up."""
        try:
            with self.stack:
                self._links()
            if not self.family.wait(PATIENCE):
                self._fail("something outlives the link")
        except (NoLinkError, OSError) as error:
            self.report.why = str(error)
        finally:
            self.family.kill()
        return self.report

    def _links(self) -> None:
        data, _ = self._main()
        self.report.links.append("main")
        ways = ((self._further, self.order.further), (self._awaited, self.order.called))
        faults = [fault for way, links in ways for link in links if (fault := way(link, data))]
        self._lives(data)
        if faults:
            self._fail("; ".join(faults))

    def _filled(self, name: str) -> str:
        values: dict[str, str] = {"linkname": name, "ipaddress": self.order.address}
        if self.order.mlopen is None:
            values = {"1": self.order.host, "2": name, "3": self.order.user, "4": "-linkprotocol TCPIP"}
        return re.sub(r"`([^`]*)`", lambda found: values.get(found[1], found[0]), self.order.command)

    def _main(self) -> list[socket.socket]:
        """Wait for the kernel's two calls."""
        selector = self.stack.enter_context(selectors.DefaultSelector())
        for server in self.servers:
            selector.register(server, selectors.EVENT_READ)
        reached: dict[str, socket.socket] = {}
        end = time.monotonic() + PATIENCE
        while len(reached) < len(CHANNELS):
            for key, _ in selector.select(_STEP):
                reached.update([self._accept(key.fileobj)])
            if time.monotonic() > end or self._is_alone():
                self._fail(f"the kernel called on {len(reached)} of the channels")
        channels = [reached[f"main {channel}"] for channel in CHANNELS]
        for channel in channels:
            say(channel, "hello")
        return channels

    def _accept(self, server: object) -> tuple[str, socket.socket]:
        assert isinstance(server, socket.socket)
        connection, caller = server.accept()
        self.report.callers.append(caller[0])
        return hear(self.stack.enter_context(connection)), connection

    def _is_alone(self) -> bool:
        """Whether no further call can come: for the Front End, the command's end is the kernel's."""
        return self.family.has_ended() if self.order.mlopen is None else not self.family.runs()

    def _further(self, link: str, data: socket.socket) -> str:
        """Call the kernel on a further link; return what goes wrong."""
        say(data, f"create {link}")
        name = hear(data)
        try:
            for (host, port), channel in zip(places(name), CHANNELS, strict=True):
                here = self.order.loopback if host == "127.0.0.1" else host
                connection = socket.create_connection((here, port), PATIENCE)
                if hear(self.stack.enter_context(connection)) != f"{link} {channel}":
                    return f"{link}: nobody answers at {port}@{host}"
                self.report.called.append(host)
        except (NoLinkError, OSError) as error:
            return f"{link}: {name}: {error}"
        self.report.links.append(link)
        return ""

    def _awaited(self, link: str, data: socket.socket) -> str:
        """Open a further link and wait for the kernel's calls; return what goes wrong."""
        servers = [self.stack.enter_context(_server(self.order.address, 0)) for _ in CHANNELS]
        say(data, f"call {link} {name_of(server.getsockname()[:2] for server in servers)}")
        answer = hear(data)
        if answer != CALLED:
            return f"{link}: {answer}"
        for server, channel in zip(servers, CHANNELS, strict=True):
            said, _ = self._accept(server)
            if said != f"{link} {channel}":
                return f"{link}: the kernel says {said}"
        self.report.links.append(link)
        return ""

    def _lives(self, data: socket.socket) -> None:
        """Require that the command lives as long as it should, and the kernel at the end of it."""
        end = time.monotonic() + PATIENCE
        while self.order.mlopen is None and self.family.runs():
            if time.monotonic() > end:
                self._fail("the command does not return")
            time.sleep(_STEP)
        if self.order.mlopen is not None and not self.family.runs():
            self._fail("the command ended before the kernel")
        say(data, "ping")
        if hear(data) != "here":
            self._fail("the kernel died")

    def _fail(self, why: str) -> None:
        with open(self.order.output, errors="replace") as output:  # noqa: PTH123 - as above
            message = f"{why}; the command printed: {output.read()[-2000:]}"
        raise NoLinkError(message)


def _servers(order: Order) -> list[socket.socket]:
    """Open both channels at the addresses of the MLOpen arguments."""
    words = shlex.split(order.mlopen or "-LinkMode Listen -LinkProtocol TCPIP")
    flags = {flag.lower(): value for flag, value in pairwise(words)}
    if (flags.get("-linkmode"), flags.get("-linkprotocol")) != ("Listen", "TCPIP"):
        message = "the MLOpen arguments open no link"
        raise NoLinkError(message)
    servers = []
    for end in flags.get("-linkname", "0,0").split(","):
        port, _, host = end.partition("@")
        # Only the addresses in the name of the link: a call to another address relies on something undocumented.
        here = order.loopback if host == "127.0.0.1" else order.address
        servers.append(_server(here, int(port)))
    return servers


def _server(host: str, port: int) -> socket.socket:
    """Open a channel; a port that it chooses is one that a tunnel can have on 127.0.0.1 too.

    Where both machines share a network stack, an ssh of a minute ago may still hold it there. Nobody is given a port
    that this server holds.
    """
    server = socket.create_server((host, port))
    try:
        if not port:
            socket.create_server(("127.0.0.1", server.getsockname()[1])).close()
    except OSError:
        server.close()
        return _server(host, port)
    return server


def _told(order: Order, servers: list[socket.socket]) -> list[tuple[str, int]]:
    """Return the two places as the kernel's machine sees them."""
    ends = (server.getsockname()[:2] for server in servers)
    return [("127.0.0.1" if host == order.loopback else host, port) for host, port in ends]


def main() -> None:
    """Carry out one order."""
    try:
        report = Launch(Order(**json.load(sys.stdin))).run()
    except (NoLinkError, OSError) as error:
        report = Report(why=f"the main link does not open: {error}")
    json.dump(asdict(report), sys.stdout)


if __name__ == "__main__":
    main()
