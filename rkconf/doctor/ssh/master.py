"""The shared connection of all probes, with a private control socket."""

from pathlib import Path

from rkconf.doctor.model import Words
from rkconf.doctor.processes import Ended, Programs, Running
from rkconf.ssh.connection import Connection
from rkconf.ssh.options import Option

_NOT_FOR_PROBES = frozenset("fnNTtvqRLDWMSOEgeswyVG")
"""Options of the launch command that a probe does not repeat: forwards, terminals, sharing, and ends."""
_BEFORE = (
    ("BatchMode", "yes"),
    ("ClearAllForwardings", "yes"),
    ("ForwardX11", "no"),
    ("RequestTTY", "no"),
    ("RemoteCommand", "none"),
    ("PermitLocalCommand", "no"),
    ("StdinNull", "no"),
)
"""Settings of every probe; ssh uses the first value of a setting, so they take precedence (ssh_config(5))."""


class Master:
    """One connection to the first machine on the way; further machines are reached from it."""

    def __init__(self, programs: Programs, folder: Path) -> None:
        self._programs = programs
        self._socket = folder / "s"
        self.running: Running | None = None

    async def start(self, connection: Connection) -> Running:
        """Start the connection with ``-v``, which explains on standard error why a login fails."""
        words = (*probe(connection), "-v", "-M", "-N", "-S", str(self._socket), *destination(connection))
        self.running = await self._programs.start(words)
        return self.running

    def is_open(self) -> bool:
        """Whether the login has succeeded: only then does ssh make the control socket."""
        return self._socket.exists()

    def words(self, connection: Connection, *command: str) -> Words:
        """Return the words that run a command over the shared connection."""
        return (*probe(connection), "-S", str(self._socket), *destination(connection), *command)

    async def run(self, connection: Connection, script: str, limit: float) -> Ended:
        """Run a script for ``sh`` on the other machine.

        The script is passed over standard input, so that the login shell reads only the two letters.
        """
        return await self._programs.run(self.words(connection, "sh"), limit, script.encode())


def probe(connection: Connection) -> Words:
    """Return the program and options of a client for a probe, without destination."""
    before = (word for name, value in _BEFORE for word in ("-o", f"{name}={value}"))
    return (connection.program.text, *before, *(word for each in connection.options for word in _kept(each)))


def _kept(option: Option) -> Words:
    if option.letter in _NOT_FOR_PROBES:
        return ()
    return (f"-{option.letter}",) if option.value is None else (f"-{option.letter}", option.text)


def destination(connection: Connection) -> Words:
    """Return the destination as the launch command gives it."""
    return (connection.destination.text,) if connection.destination else ()
