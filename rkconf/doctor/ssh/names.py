"""The names of a login in the texts of causes."""

import getpass
import shlex
from collections.abc import Mapping

from rkconf.doctor.model import Words
from rkconf.doctor.plan import native
from rkconf.doctor.ssh.configuration import Configuration
from rkconf.doctor.ssh.spelling import has_example, spelt, spelt_option
from rkconf.ssh.connection import SSH_PORT, Connection
from rkconf.ssh.options import Option

_FOR_LOGIN = frozenset("lpiJFo46")
"""The options of the launch command without which a user does not reach the same account."""
_FOR_COPY = frozenset("io")
"""The options among them that ssh-copy-id has too."""

_AFFIRMATIVE = ("yes", "true")
_UNASKED = frozenset((name, value) for name in ("batchmode", "stricthostkeychecking") for value in _AFFIRMATIVE)
"""The settings of a launch command with which ssh asks nothing: in a terminal, a user wants its questions."""


def names(connection: Connection, configuration: Configuration | None = None) -> Mapping[str, str]:
    """Return the names of one login; ``copy`` are the arguments of ssh-copy-id."""
    host = native(connection.host)
    user = configuration.user if configuration else _user(connection)
    port = configuration.port if configuration else connection.port or SSH_PORT
    to = " ".join((*_given(connection, _FOR_LOGIN), *_destination(connection)))
    return {
        "host": host,
        "user": native(user or getpass.getuser()),
        "port": str(port),
        "login": f"{spelt(connection.program, shlex.quote)} {to}",
        "destination": to,
        "copy": " ".join((*_given(connection, _FOR_COPY), *_port(connection), _account(connection))),
        "jump": host,
        "jump_destination": to,
        "reason": "the connection ends",
    }


def jump_names(jump: str) -> Mapping[str, str]:
    """Return the same names for a jump host, as ``[user@]host[:port]``."""
    user, _, rest = jump.rpartition("@")
    host, colon, port = rest.rpartition(":") if rest.rpartition(":")[2].isdecimal() else (rest, "", "")
    destination = f"ssh://{jump}" if colon else jump
    account = f"{user}@{host}" if user else host
    return {
        "host": host,
        "user": user or getpass.getuser(),
        "port": port or str(SSH_PORT),
        "login": f"ssh {destination}",
        "destination": destination,
        "copy": f"-p {port} {account}" if colon else account,
        "jump": jump,
        "jump_destination": destination,
        "reason": "the connection ends",
    }


def _given(connection: Connection, letters: frozenset[str]) -> Words:
    options = (each for each in connection.options if each.letter in letters and not _is_unasked(each))
    return tuple(spelt_option(each, shlex.quote) for each in options)


def _is_unasked(option: Option) -> bool:
    name, value = option.setting
    return (name, value.lower()) in _UNASKED


def _destination(connection: Connection) -> Words:
    return (spelt(connection.destination, shlex.quote),) if connection.destination else ()


def _port(connection: Connection) -> Words:
    return ("-p", str(connection.port)) if connection.port else ()


def _account(connection: Connection) -> str:
    host, user = shlex.quote(native(connection.host)), _user(connection)
    return f"{user}@{host}" if user else host


def _user(connection: Connection) -> str | None:
    """Return the account; a variable of the machine that starts the login stays as it is written."""
    to = connection.destination
    if to and has_example(to):
        return native(to.raw.text).rpartition("@")[0] or None
    option = next((each for each in connection.given("l") if each.value_word and has_example(each.value_word)), None)
    if option and option.value_word:
        return native(option.value_word.raw.text)
    return native(connection.user) if connection.user else None
