"""Passwords in the keys of a specification that become a part of a launch command."""

from collections.abc import Iterator

from rkconf.command.password_words import names_password
from rkconf.command.passwords import ADVICE, MESSAGE, passwords_in
from rkconf.diagnostics import Problem
from rkconf.record import replace
from rkconf.spec.model import Kernel, Specification, given_values
from rkconf.spec.rows import Row, rows
from rkconf.toml import Places

_READ_ELSEWHERE = frozenset({"launch_command", "command", "mlopen_arguments", "host", "user"})
"""The keys with a command, which is followed, and those that are refused if they contain a password."""


def exposed_passwords(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield the passwords in texts and options; those in a verbatim command are found when it is followed."""
    for row in rows(specification, places):
        for key, words in (*_texts(row), *_options(row)):
            for secret in passwords_in(words):
                yield replace(row.problem("password-in-command", key, MESSAGE, ADVICE), secret=secret)


def passwords_of_wrong_part(key: object, value: object) -> Iterator[str]:
    """Yield the passwords in a key and its value that cannot be a part of a specification."""
    if isinstance(key, str) and isinstance(value, str) and names_password(key):
        yield value
    for text in (key, *(value if isinstance(value, list) else [value])):
        if isinstance(text, str):
            yield from passwords_in((text,))


def _texts(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in given_values(row.table).items():
        if isinstance(value, str) and value and key not in _READ_ELSEWHERE:
            yield key, (value,)


def _options(row: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each key with options, and the words that ssh gets for it."""
    for name, value in row.table.ssh.items():
        yield "ssh" if "." in name else f"ssh.{name}", ("ssh", "-o", f"{name}={value}")
    if row.table.ssh_options:
        yield "ssh_options", ("ssh", *row.table.ssh_options)
    for name, value in row.table.extra.items() if isinstance(row.table, Kernel) else ():
        text = value.strip('"')
        is_password = names_password(name)
        yield "extra", ("ssh", "-l", text) if name == "RemoteLogin" else (f"{name}={text}" if is_password else text,)
