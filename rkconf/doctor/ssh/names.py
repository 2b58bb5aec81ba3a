"""The names of a login in the texts of causes."""

import getpass
import shlex
from collections.abc import Mapping

from rkconf.doctor.model import Words
from rkconf.doctor.plan import native
from rkconf.doctor.ssh.configuration import Configuration
from rkconf.doctor.ssh.master import destination, options_without
from rkconf.ssh.connection import SSH_PORT, Connection

_FOR_LOGIN = frozenset("lpiJFo46")
"""The options of the launch command without which a user does not reach the same account."""
_FOR_COPY = frozenset("io")
"""The options among them that ssh-copy-id has too."""


def names(connection: Connection, configuration: Configuration | None = None) -> Mapping[str, str]:
    """Return the values of ``host``, ``port``, ``user``, ``login``, ``destination``, ``copy`` and ``key``."""
    host = native(connection.host)
    user = configuration.user if configuration else connection.user
    port = configuration.port if configuration else connection.port or SSH_PORT
    to = (*_given(connection, _FOR_LOGIN), *destination(connection))
    return {
        "host": host,
        "user": native(user or getpass.getuser()),
        "port": str(port),
        "login": shlex.join((native(connection.program.text), *to)),
        "destination": shlex.join(to),
        "copy": shlex.join((*_given(connection, _FOR_COPY), *_port(connection), _account(connection))),
        "jump": host,
        "key": "~/.ssh/id_ed25519",
        "kind": "algorithm",
    }


def _given(connection: Connection, letters: frozenset[str]) -> Words:
    every = frozenset(option.letter for option in connection.options)
    return options_without(connection, every - letters)


def _port(connection: Connection) -> Words:
    return ("-p", str(connection.port)) if connection.port else ()


def _account(connection: Connection) -> str:
    host = native(connection.host)
    return f"{native(connection.user)}@{host}" if connection.user else host
