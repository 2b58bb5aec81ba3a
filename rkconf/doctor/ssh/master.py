"""The shared connection of all probes, with a private control socket."""

from collections.abc import Callable
from pathlib import Path

from rkconf.doctor.model import Words
from rkconf.doctor.processes import Running, StartedPrograms
from rkconf.doctor.ssh import commands
from rkconf.doctor.ssh.log import Log
from rkconf.doctor.waiting import until
from rkconf.ssh.connection import Connection

_MOST_WAITS = 10
"""The waits for one result: a server that goes on sending lines without a login is not waited for without end."""


class Master:
    """One connection to the first machine on the way; further machines are reached from it."""

    def __init__(self, programs: StartedPrograms, folder: Path) -> None:
        self._programs = programs
        self._socket = folder / commands.SOCKET_FILE
        self.corrections: Words = ()
        """Options that the probes need because of the user's configuration."""
        self.private: Words = ()
        """The option that names a private configuration, where the user's one would store the keys of jump hosts."""
        self.known_hosts: dict[int, str] = {}
        """The files of host keys for the logins of other machines that would store a new key, by their numbers."""
        self.lines_of_clients: set[str] = set()
        """The lines of ssh on other machines, such as a warning about a host key, which no startup file prints."""
        self.startup_lines: set[str] = set()
        """The lines that startup files print at a login, which the kernel did not print."""
        self.answers: dict[str, tuple[str, ...]] = {}
        """The answers of the scripts that ran with the probe of a login shell, by their arguments."""
        self.running: Running | None = None
        self._log = Log("")

    async def start(self, connection: Connection, answering: Words = ()) -> Running:
        """Start the connection, unless it was started ahead; ``-v`` explains on standard error why a login fails."""
        words = commands.opening(connection, answering, str(self._socket), self.corrections, self.private)
        self.running = await self._programs.started(words)
        return self.running

    def share(self, socket: Path) -> None:
        """Use a connection that the user has opened and that the launch command will use too."""
        self._socket = socket

    @property
    def is_shared(self) -> bool:
        """Whether the connection is one of the user."""
        return self.running is None and self.is_open()

    def is_open(self) -> bool:
        """Whether the login has succeeded: only then does ssh make the control socket."""
        return self._socket.exists()

    @property
    def seconds(self) -> float:
        """The seconds since the login began; 0 for a connection of the user.

        On a slow way, an answer over the connection is late too: a login exchanges more messages than a probe.
        """
        return self.running.so_far.seconds if self.running else 0.0

    @property
    def log(self) -> Log:
        """The log of the connection, up to now."""
        text = self.running.so_far.errors if self.running else ""
        if text != self._log.text:
            # A log reads its lines once, however often it is asked.
            self._log = Log(text)
        return self._log

    async def until(self, is_true: Callable[[Log], bool], limit: float) -> bool:
        """Wait until the log fulfils a condition, ssh ends, or ssh has written nothing for ``limit`` seconds.

        A login that is slow, on busy machines, is not one that waits: each new line of ssh begins a new wait.
        """
        running = self.running
        if running is None:
            return is_true(Log(""))
        for _ in range(_MOST_WAITS):
            before = self.log.text
            if await until(lambda: is_true(self.log) or not running.runs, limit) or self.log.text == before:
                break
        if not running.runs:
            # The last lines may still be on their way.
            await running.ended(limit)
        return is_true(self.log)

    def words(self, connection: Connection, *command: str) -> Words:
        """Return the words that run a command over the shared connection."""
        return commands.over(connection, str(self._socket), *command, corrections=self.corrections)

    def through(self, way: tuple[Connection, ...], text: str, *options: str) -> Words:
        """Return the words that run a text on the last machine of a way."""
        return self.words(way[0], commands.through(way, text, *options, known_hosts=self.known_hosts))

    def control(self, connection: Connection, order: str, *options: str) -> Words:
        """Return the words that give an order to the shared connection, such as to forward a port."""
        return commands.control(connection, str(self._socket), order, *options)
