"""A small Front End: it opens both ports of a link, runs the launch command, and reports whether a kernel calls.

The command of a controller kernel must live as long as the kernel, that of a parallel kernel must return while it runs
[code of another tool, measured]. Where the command makes a tunnel the network is closed: the kernel's machine
reaches this one through the tunnel alone. `opening.py` opens the ports, and has the rules for that.
"""

import os
import re
import selectors
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count

from tests.live.machines import FAR, LAN, Arrival, Machines, Records
from tests.live.opening import CHANNELS, NoLinkError, Sockets, open_link
from tests.live.processes import finish

_PATIENCE = 5.0
"""Seconds until a link that nobody calls is given up, where a launch that works takes no long part of it."""
_TIMES_AS_LONG = 12
_FIRST_PORT, _BLOCKS, _BLOCK = 10000, 200, 10
# Every worker of pytest-xdist has separate ports.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10
_SETTLING = 0.15
_FAREWELL = 1.0
"""Seconds that the processes of a launch get to end when the Front End has closed the link."""
_RETURNED = "the command ended, and the Front End takes that for the kernel's end"
_TUNNEL = re.compile(r"\s-R|RemoteForward")
_PORT = re.compile(r"(?<![0-9])314(1[0-9])(?![0-9])")


@dataclass(frozen=True)
class Order:
    """The configuration of a kernel, and the programs that it is for."""

    command: str
    mlopen: str | None = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
    parallel: bool = False
    version: str = "5.2"
    kernel_version: str = "5.2"
    host: str = "skye.local"
    """The host that a parallel template gets."""
    shared: bool = False
    """The connection to sshd is shared with others: nothing about it is tested."""

    closed: bool | None = None
    """Nobody reaches the Front End's machine but through a tunnel; None if the command decides it."""

    @property
    def is_closed(self) -> bool:
        """Whether the network is closed: a command that makes a tunnel implies it."""
        return bool(_TUNNEL.search(self.command)) if self.closed is None else self.closed

    def on_ports(self, first: int) -> "Order":
        """Return the same with other ports: 31410 to 31419 begin at ``first``."""
        moved = {
            name: _PORT.sub(lambda found: str(first + int(found[1]) - 10), text)
            for name in ("command", "mlopen")
            if (text := getattr(self, name)) is not None
        }
        return Order(**{**self.__dict__, **moved})


@dataclass(frozen=True)
class Report:
    """The outcome of a launch."""

    works: bool
    why: str
    kernels: tuple[Arrival, ...] = ()
    order: Order | None = None
    """The order as it was launched."""
    values: Mapping[str, str] = field(default_factory=dict)
    """The values of the placeholders."""
    gave_up: bool = False
    """Nobody came in time: on a busy machine that may mean nothing."""
    launchers: tuple[tuple[str, ...], ...] = ()
    """The words of every ssh that was started."""


_KNOWN_TO_WORK = Order(
    "ssh skye.local /Applications/Mathematica.app/Contents/MacOS/MathKernel -mathlink -LinkMode Connect"
    " -LinkProtocol TCPIP -LinkName `linkname`"
)


@dataclass(frozen=True)
class FrontEnd:
    """The Front End (or the running kernel that starts others) on its machine."""

    machines: Machines
    _blocks: "count[int]" = field(default_factory=count)

    def launch(self, order: Order, local_shell: str, login_shell: str) -> Report:
        """Launch one kernel and report; every process of the launch is gone afterwards.

        Fixed ports from 31410 to 31419 are replaced by a separate block, so that many launches can run at once.
        Where nobody came in time, a launch that is known to work shows how long is long on a machine as busy as now.
        """
        order = order.on_ports(_FIRST_PORT + (_WORKER * _BLOCKS + next(self._blocks) % _BLOCKS) * _BLOCK)
        report = self._launch(order, (local_shell, login_shell), _PATIENCE)
        if not report.gave_up:
            return report
        began = time.monotonic()
        self._launch(_KNOWN_TO_WORK, (local_shell, login_shell), 60)
        patience = _TIMES_AS_LONG * (time.monotonic() - began)
        return report if patience < _PATIENCE else self._launch(order, (local_shell, login_shell), patience)

    def _launch(self, order: Order, shells: tuple[str, str], patience: float) -> Report:
        with ExitStack() as stack:
            try:
                sockets, name = open_link(None if order.parallel else order.mlopen, stack)
            except NoLinkError as error:
                return Report(works=False, why=f"no link: {error}")
            values = self._values(order, name)
            command = re.sub(r"`([^`]*)`", lambda found: values.get(found[1], found[0]), order.command)
            records = self.machines.records()
            process = self._start(command, order, shells, records)
            wait = _Wait(order, process, records, patience, stack)
            try:
                why = wait.obstacle(sockets)
            finally:
                stack.close()
                # The records are read when every process that writes them has ended.
                finish(process, records.folder, _FAREWELL)
            kernels = tuple(self._displaced(kernel) for kernel in records.kernels)
            values = {name: self.machines.displace(value) for name, value in values.items()}
            return Report(not why, why, kernels, order, values, wait.gave_up, records.launchers)

    def _displaced(self, kernel: Arrival) -> Arrival:
        return Arrival(tuple(map(self.machines.displace, kernel.words)), kernel.outcome)

    def _values(self, order: Order, name: str) -> Mapping[str, str]:
        if order.parallel:
            return {"1": order.host, "2": name, "3": "user", "4": "-linkprotocol TCPIP"}
        java, archive = f"{self.machines.root}/here/bin/java", f"{self.machines.root}/Applications/mathssh.jar"
        return {"linkname": name, "ipaddress": LAN, "java": java, "mathssh": archive}

    def _start(
        self, command: str, order: Order, shells: tuple[str, str], records: Records
    ) -> "subprocess.Popen[bytes]":
        versions = (order.version, order.kernel_version)
        with (records.folder / "out").open("wb") as out:
            return subprocess.Popen(
                (shutil.which(shells[0]) or shells[0], "-c", os.fsencode(self.machines.place(command))),
                cwd=self.machines.root / "home/here",
                env={
                    **self.machines.environment(records, shells[1], versions),
                    **({"RIG_SHARED": "yes"} if order.shared else {}),
                },
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


class _Wait:
    """Wait for both channels, then look whether the command lives as long as it should."""

    def __init__(
        self,
        order: Order,
        process: "subprocess.Popen[bytes]",
        records: Records,
        patience: float,
        stack: ExitStack,
    ) -> None:
        self.order = order
        self.process = process
        self.records = records
        self.patience = patience
        self.stack = stack
        self.selector = stack.enter_context(selectors.DefaultSelector())
        self.reached: dict[int, socket.socket] = {}
        self.ended_at: float | None = None
        self.gave_up = False
        self.began = time.monotonic()

    def obstacle(self, sockets: Sockets) -> str:
        """Wait, and return why the launch fails, or nothing."""
        for channel, each in ((channel, each) for channel, listening in enumerate(sockets) for each in listening):
            self.selector.register(each, selectors.EVENT_READ, channel)
        end = self.began + self.patience
        while len(self.reached) < len(CHANNELS):
            self._accept()
            if time.monotonic() > end:
                self.gave_up = True
                return f"{len(self.reached)} of the channels reached in time"
            if self._is_over():
                return "everything ended before the link was up"
        for connection in self.reached.values():
            connection.sendall(b"!")
        return self._lives()

    def _accept(self) -> None:
        for key, _ in self.selector.select(0.04):
            assert isinstance(key.fileobj, socket.socket)
            connection, address = key.fileobj.accept()
            self.stack.enter_context(connection)
            fenced = address[0] == FAR and self.order.is_closed
            if not fenced and _first_word(connection) == CHANNELS[key.data]:
                self.reached[key.data] = connection
            else:
                connection.close()

    def _is_over(self) -> bool:
        """Return whether the command of a controller has ended, or nobody is left who could call.

        Programs that a parallel template left in the background get a moment to begin.
        """
        if self.process.poll() is None:
            return False
        now = time.monotonic()
        self.ended_at = self.ended_at or now
        if not self.order.parallel:
            return True
        if not self.records.has_begun:
            self.gave_up = now > self.ended_at + self.patience / 5
            return self.gave_up
        return self.records.is_over

    def _lives(self) -> str:
        """Return what is wrong unless the command still runs (controller), or has returned (parallel)."""
        returns = self._returns(self.patience / 2 if self.order.parallel else self._settling)
        if returns is self.order.parallel:
            return ""
        self.gave_up = self.order.parallel
        return "the command does not return" if self.order.parallel else _RETURNED

    @property
    def _settling(self) -> float:
        """Seconds in which a command that returns before its kernel ends does so: as many as the link took."""
        return max(_SETTLING, time.monotonic() - self.began)

    def _returns(self, seconds: float) -> bool:
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True


def _first_word(connection: socket.socket) -> bytes:
    connection.settimeout(2)
    try:
        return connection.recv(1)
    except OSError:
        return b""
