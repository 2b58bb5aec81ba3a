"""A small Front End: it opens both ports of a link, runs the launch command, and reports whether a kernel calls.

The command of a controller kernel must live as long as the kernel, that of a parallel kernel must return while it runs
[code of another tool, measured]. Where the command makes a tunnel the network is closed: the kernel's machine
reaches this one through the tunnel alone. `opening.py` opens the ports, and has the rules for that.

All waiting is in the launch's own time (`processes.py`): no report depends on how busy the machine is.
"""

import os
import re
import selectors
import shutil
import socket
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from queue import Queue

from tests.live.machines import FAR, LAN, Machines
from tests.live.opening import CHANNELS, NoLinkError, Sockets, open_link
from tests.live.processes import PAUSE, LaunchTime, finish
from tests.live.records import Arrival, Records

_PATIENCE = 2.0
"""Seconds in which a launch does nothing, until a link that nobody calls is given up."""
_FIRST_PORT, _BLOCKS, _BLOCK = 10000, 200, 10
# Every worker of pytest-xdist has separate ports.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10
_SETTLING = 0.3
"""Seconds in which a command that returns before its kernel ends does so."""
_FAREWELL = 0.5
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
    launchers: tuple[tuple[str, ...], ...] = ()
    """The words of every ssh that was started."""


def _own_blocks() -> "Queue[int]":
    """Return the first ports of the blocks of this worker; the one that has been free for the longest time is next."""
    blocks: Queue[int] = Queue()
    for number in range(_WORKER * _BLOCKS, (_WORKER + 1) * _BLOCKS):
        blocks.put(_FIRST_PORT + number * _BLOCK)
    return blocks


@dataclass(frozen=True)
class FrontEnd:
    """The Front End (or the running kernel that starts others) on its machine."""

    machines: Machines
    _blocks: "Queue[int]" = field(default_factory=_own_blocks)

    def launch(self, order: Order, local_shell: str, login_shell: str) -> Report:
        """Launch one kernel and report; every process of the launch is gone afterwards.

        Fixed ports from 31410 to 31419 are replaced by a separate block, so that many launches can run at once.
        """
        first_port = self._blocks.get()
        try:
            return self._launched(order.on_ports(first_port), local_shell, login_shell)
        finally:
            self._blocks.put(first_port)

    def _launched(self, order: Order, local_shell: str, login_shell: str) -> Report:
        with ExitStack() as stack:
            try:
                sockets, name = open_link(None if order.parallel else order.mlopen, stack)
            except NoLinkError as error:
                return Report(works=False, why=f"no link: {error}")
            values = self._values(order, name)
            command = re.sub(r"`([^`]*)`", lambda found: values.get(found[1], found[0]), order.command)
            records = self.machines.records()
            process = self._start(command, order, (local_shell, login_shell), records)
            wait = _Wait(order, process, records, stack)
            try:
                why = wait.obstacle(sockets)
            finally:
                stack.close()
                # The records are read when every process that writes them has ended.
                finish(process, records.folder, _FAREWELL)
            kernels = tuple(self._displaced(kernel) for kernel in records.kernels)
            values = {name: self.machines.displace(value) for name, value in values.items()}
            return Report(not why, why, kernels, order, values, records.launchers)

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

    def __init__(self, order: Order, process: "subprocess.Popen[bytes]", records: Records, stack: ExitStack) -> None:
        self.order = order
        self.process = process
        self.records = records
        self.stack = stack
        self.selector = stack.enter_context(selectors.DefaultSelector())
        self.reached: dict[int, socket.socket] = {}

    def obstacle(self, sockets: Sockets) -> str:
        """Wait, and return why the launch fails, or nothing."""
        for channel, each in ((channel, each) for channel, listening in enumerate(sockets) for each in listening):
            self.selector.register(each, selectors.EVENT_READ, _Listener(channel))
        if why := self._connect():
            return f"{len(self.reached)} of the channels reached: {why}"
        for connection in self.reached.values():
            connection.sendall(b"!")
        return self._lives()

    def _connect(self) -> str:
        """Wait for both channels, and return why they are not reached, or nothing."""
        launch_time = LaunchTime(self.records.folder)
        while True:
            # The end is looked for first: the calls that came before it are in the selector then.
            end = self._end(launch_time)
            has_calls = self._take(0 if end else PAUSE)
            if len(self.reached) == len(CHANNELS):
                return ""
            if end and not has_calls:
                return end

    def _end(self, launch_time: LaunchTime) -> str:
        """Return why no further call can come, or nothing.

        The end of the command is the end of a controller; a parallel template may leave programs in the background.
        """
        ended = self.process.poll() is not None
        launch_time.look()
        if ended and (not self.order.parallel or launch_time.is_over):
            return "everything ended"
        return "nobody calls" if launch_time.seconds > _PATIENCE else ""

    def _take(self, seconds: float) -> bool:
        """Wait for calls and their first words, and return whether there were any."""
        events = self.selector.select(seconds)
        for key, _ in events:
            assert isinstance(key.fileobj, socket.socket)
            if isinstance(key.data, _Listener):
                self._accept(key.fileobj, key.data.channel)
            else:
                self._hear(key.fileobj, key.data)
        return bool(events)

    def _accept(self, listening: socket.socket, channel: int) -> None:
        connection, address = listening.accept()
        self.stack.enter_context(connection)
        if address[0] == FAR and self.order.is_closed:
            connection.close()
        else:
            self.selector.register(connection, selectors.EVENT_READ, channel)

    def _hear(self, connection: socket.socket, channel: int) -> None:
        self.selector.unregister(connection)
        if _first_word(connection) == CHANNELS[channel]:
            self.reached[channel] = connection
        else:
            connection.close()

    def _lives(self) -> str:
        """Return what is wrong unless the command still runs (controller), or has returned (parallel)."""
        returns = self._returns(_PATIENCE if self.order.parallel else _SETTLING)
        if returns is self.order.parallel:
            return ""
        return "the command does not return" if self.order.parallel else _RETURNED

    def _returns(self, seconds: float) -> bool:
        """Return whether the command returns before it has done nothing for ``seconds``."""
        launch_time = LaunchTime(self.records.folder)
        while self.process.poll() is None and launch_time.seconds <= seconds:
            launch_time.look()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(PAUSE)
        return self.process.poll() is not None


@dataclass(frozen=True)
class _Listener:
    """A socket of a channel that listens; the others are connections."""

    channel: int


def _first_word(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1)
    except OSError:
        return b""
