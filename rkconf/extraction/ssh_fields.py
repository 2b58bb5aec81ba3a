"""Write the login and the options of an ssh command into the fields of a row, those of a tunnel aside."""

import re
from collections.abc import Collection
from itertools import groupby
from typing import Any

from rkconf.command import Connection, Option
from rkconf.extraction.plain_journeys import EXAMPLE_USER
from rkconf.ssh.settings import meant, written

LOGIN = frozenset({"user", "port"})
"""The keywords of options with a separate field."""
_PORT = re.compile("[0-9]{1,5}")
_IN_ORDER = ("verbose", "port", "ssh", "ssh_options")
"""The fields with options of ssh in the order in which they are written."""
_NEVER_PROMPTS = ("BatchMode", "yes")
"""The option of every generated command whose row does not set may_prompt."""


def ssh_fields(connection: Connection, tunnelled: Collection[int], *, tidy: bool = False) -> dict[str, Any]:
    """Return user, port and options as given, without those of the tunnel and the user slot."""
    fields = _tidy_ssh(connection, tunnelled) if tidy else _ssh_in_order(connection, tunnelled)
    return _with_prompts(fields, connection)


def _ssh_in_order(connection: Connection, tunnelled: Collection[int]) -> dict[str, Any]:
    fields = _login(connection)
    for _, group in groupby(connection.options, key=lambda option: option.word.raw.span):
        first, *others = group
        if tunnelled and _belongs_to_tunnel(first, connection, tunnelled):
            continue
        if others or first.word.text != f"-{first.letter}":
            _keep(fields, first.word.text, *_separate_value(others[-1] if others else first))
        elif (first.letter, first.text) != ("l", EXAMPLE_USER):
            _add(first, fields, _separate_value(first))
    return fields


def _with_prompts(fields: dict[str, Any], connection: Connection) -> dict[str, Any]:
    """Return the fields without the option that rkconf writes in front of the others, or with the key for none."""
    given: dict[str, str] = fields.get("ssh", {})
    if next(iter(given.items()), None) == _NEVER_PROMPTS:
        rest = dict(list(given.items())[1:])
        return {**fields, "ssh": rest} if rest else {key: value for key, value in fields.items() if key != "ssh"}
    is_left_to_ssh = connection.launcher == "ssh" and connection.setting("BatchMode") is None
    return {**fields, "may_prompt": True} if is_left_to_ssh else fields


def _tidy_ssh(connection: Connection, tunnelled: Collection[int]) -> dict[str, Any]:
    """Return user, port and options, each in its field if there is one, without those of the tunnel."""
    fields: dict[str, Any] = {}
    for option in connection.options:
        if keyword(option) not in LOGIN and not (tunnelled and _belongs_to_tunnel(option, connection, tunnelled)):
            _add(option, fields, (option.text,) if option.value is not None else ())
    login = {"user": connection.user, "port": connection.port}
    return {**fields, **{key: value for key, value in login.items() if value not in {None, EXAMPLE_USER}}}


def keyword(option: Option) -> str:
    """Return the keyword of ssh_config(5) that an option sets, in lowercase; empty for any other option."""
    return (option.fact.keyword or option.setting[0]).lower()


def _login(connection: Connection) -> dict[str, Any]:
    """Return the user in front of the host; a user in an option stays in that option."""
    user, at, _ = (connection.destination.text if connection.destination else "").rpartition("@")
    return {"user": user} if at and user != EXAMPLE_USER else {}


def _separate_value(option: Option) -> tuple[str, ...]:
    """Return the value of an option if it is a separate word."""
    return (option.text,) if option.value and option.span.end > option.word.raw.span.end else ()


def _add(option: Option, fields: dict[str, Any], words: tuple[str, ...]) -> None:
    """Add an option to its field, if rendering then writes it at the same place."""
    match option.letter, option.text.partition("="):
        case "v", _ if fields.keys().isdisjoint(_IN_ORDER):
            fields["verbose"] = True
        case "p", (port, _, _) if _PORT.fullmatch(port) and fields.keys().isdisjoint(_IN_ORDER[1:]):
            fields["port"] = int(port)
        case "o", (name, "=", value) if name.isalnum() and _is_next(name, fields):
            fields["ssh"] = {**fields.get("ssh", {}), name: _as_given(name, value)}
        case letter, _:
            _keep(fields, f"-{letter}", *words)


def _is_next(name: str, fields: dict[str, Any]) -> bool:
    return "ssh_options" not in fields and name not in fields.get("ssh", {})


def _keep(fields: dict[str, Any], *words: str) -> None:
    fields["ssh_options"] = (*fields.get("ssh_options", ()), *words)


def _as_given(name: str, value: str) -> str:
    """Return the value of a setting without the quotes that rkconf writes around it."""
    plain = meant(name, value)
    return plain if written(name, plain) == value else value


def _belongs_to_tunnel(option: Option, connection: Connection, ports: Collection[int]) -> bool:
    forward = next((each for each in connection.forwards if each.span == option.span), None)
    if forward:
        return forward.port in ports
    return (option.letter, option.text) in {("S", "none"), ("o", "ExitOnForwardFailure=yes")}
