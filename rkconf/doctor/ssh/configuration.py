"""The user's configuration of ssh, as ``ssh -G`` reports it for a destination."""

import os
import socket
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.doctor.model import Words
from rkconf.doctor.ssh.commands import ACCEPTING, client, destination, options_without
from rkconf.record import record
from rkconf.ssh.connection import SSH_PORT, Connection
from rkconf.ssh.scalars import port_number

if TYPE_CHECKING:
    from rkconf.doctor.ended import Ended
    from rkconf.doctor.processes import StartedPrograms

_FAMILIES = {"inet": socket.AF_INET, "inet6": socket.AF_INET6}
_NONE = frozenset({"", "none"})
_HINDRANCES = (("stdinnull", "yes", "no"), ("forkafterauthentication", "yes", "no"))
"""Settings with which no probe runs, since OpenSSH 8.7, and the values that replace theirs (ssh_config(5))."""

_RUNS_COMMAND = "default"
_KNOWN_HOSTS = "userknownhostsfile"
_OTHER_ORDERS = frozenset("EGOQVWfy")
"""Options of the launch command that write a log, or order something else than a report."""


@record
class Configuration:
    """The settings of ssh for one destination."""

    values: Mapping[str, str]
    """The first value of each setting, by its name in lowercase."""

    @property
    def host(self) -> str:
        """The host that ssh connects to, which is the alias of the launch command or its ``HostName``."""
        return self.values.get("hostname", "")

    @property
    def port(self) -> int:
        """The port of the ssh server."""
        return port_number(self.values.get("port", "")) or SSH_PORT

    @property
    def family(self) -> socket.AddressFamily:
        """The kind of addresses that ssh uses."""
        return _FAMILIES.get(self.values.get("addressfamily", ""), socket.AF_UNSPEC)

    @property
    def user(self) -> str:
        """The account on the other machine."""
        return self.values.get("user", "")

    @cached_property
    def jumps(self) -> tuple[str, ...]:
        """The jump hosts, in the order of the logins."""
        text = self.values.get("proxyjump", "")
        return () if text in _NONE else tuple(text.split(","))

    @property
    def proxy_command(self) -> str | None:
        """The command that makes the connection instead of ssh; of both settings, ssh uses the jump hosts."""
        text = self.values.get("proxycommand", "")
        return None if text in _NONE or self.jumps else text

    @property
    def session_type(self) -> str:
        """The kind of session, ``default`` for one that runs a command; ssh reports it since OpenSSH 8.7."""
        return self.values.get("sessiontype", _RUNS_COMMAND)

    @property
    def runs_command(self) -> bool:
        """Whether ssh runs the command that it gets."""
        return self.session_type == _RUNS_COMMAND

    @property
    def is_direct(self) -> bool:
        """Whether ssh itself calls the host."""
        return not self.jumps and self.proxy_command is None

    @property
    def control_socket(self) -> Path | None:
        """The control socket of connections that the user shares, if there is one."""
        text = self.values.get("controlpath", "")
        path = None if text in _NONE else Path(text)
        return path if path and path.exists() else None

    @property
    def corrections(self) -> Words:
        """The options that a probe needs because of these settings."""
        wrong = [(name, good) for name, bad, good in _HINDRANCES if self.values.get(name) == bad]
        if self.accepts_unknown_keys:
            wrong.append((_KNOWN_HOSTS, self.unstored_keys))
        return tuple(word for name, good in wrong for word in ("-o", f"{name}={good}"))

    @property
    def unstored_keys(self) -> str:
        """The files of known host keys, after one that keeps nothing: a new key is added to the first file."""
        known = self.values.get(_KNOWN_HOSTS, "")
        return os.devnull if known in _NONE else f"{os.devnull} {known}"

    @property
    def accepts_unknown_keys(self) -> bool:
        """Whether ssh accepts an unknown host key without a question, and writes it down."""
        return self.values.get("stricthostkeychecking") in ACCEPTING


def asking(connection: Connection) -> Words:
    """Return the command that reports the settings of a launch command's ssh."""
    # With and without a command, ssh refuses other configurations.
    command = ("true",) if connection.command else ()
    return (*client(connection), "-G", *options_without(connection, _OTHER_ORDERS), *destination(connection), *command)


def checking(connection: Connection) -> Words:
    """Return the command that looks for a connection that the user shares."""
    return (*client(connection), "-O", "check", *options_without(connection, _OTHER_ORDERS), *destination(connection))


async def ask(programs: "StartedPrograms", words: Words, limit: float) -> "tuple[Ended, Configuration | None]":
    """Return what ssh reports; None if its configuration has an error.

    Raises:
        OSError: The client is not installed.
    """
    ended = await programs.run(words, limit)
    return ended, read_configuration(ended.output) if ended.status == 0 else None


def read_configuration(text: str) -> Configuration:
    """Return the settings that ``ssh -G`` has printed."""
    values: dict[str, str] = {}
    for line in text.splitlines():
        name, _, value = line.partition(" ")
        values.setdefault(name, value.strip())
    return Configuration(values)
