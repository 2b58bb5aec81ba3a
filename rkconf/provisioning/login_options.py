"""The ssh options of a launch command that other logins to the kernel's machine need too (``login_options.toml``)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from rkconf import tables
from rkconf.command import Connection, Journey, Option, jump_hosts
from rkconf.record import record
from rkconf.shell.quoting import UNIX, Quoting, UnquotableError

_KEY = "identityfile"
_AT_HOME = re.compile(r"~/[A-Za-z0-9._/@%+:,-]+")


@record
class LoginOptionTable:
    """The ssh options that are only for the launch, and those that determine the route."""

    launch_letters: str
    """The letters of the options that are only for the launch."""
    launch_settings: tuple[str, ...]
    """The keywords, in lowercase, of the settings that are only for the launch."""
    route: Mapping[str, str]
    """The keywords that ssh's configuration may take over, each with the letter of the option that means the same."""


@cache
def _table() -> LoginOptionTable:
    return tables.read(LoginOptionTable, "provisioning/login_options.toml")


def options(journey: Journey, connection: Connection, quoting: Quoting) -> Iterator[str]:
    """Yield the words of the ssh options that are not only for the launch."""
    for option in connection.options:
        if option.letter not in _table().launch_letters and option.setting[0] not in _table().launch_settings:
            yield from _words(option, journey, quoting)


def _words(option: Option, journey: Journey, quoting: Quoting) -> tuple[str, ...]:
    """Return an option in words for the shell; nothing where no quoting can express its value."""
    letter, typed = f"-{option.letter}", _as_typed(option, journey)
    if option.value is None:
        return (letter,)
    if typed is not None and quoting is UNIX:
        return letter, typed
    try:
        return letter, quoting.word(option.text)
    except UnquotableError:
        return ()


def _as_typed(option: Option, journey: Journey) -> str | None:
    """Return the value as it was typed, where only the shell on that machine can expand it; otherwise None."""
    words = journey.launcher.words if journey.launcher else ()
    return next((word.raw.text for word in words if word.expansions and word.value == option.value), None)


def identity(journey: Journey, connection: Connection) -> str | None:
    """Return the path of the key that the launch command names; None where ssh or a shell assembles the path."""
    options = (*connection.given("i"), *(option for name, (_, option) in connection.settings.items() if name == _KEY))
    path = _bare(_value(options[0], journey)) if options else ""
    return path if path and path.lower() != "none" and not {"%", "$"} & set(path) else None


def _value(option: Option, journey: Journey) -> str:
    """Return the value of an option, or of its setting; nothing where only a shell can expand it, except for `~`."""
    typed = _as_typed(option, journey)
    if typed is not None:
        return typed if _AT_HOME.fullmatch(typed) else ""
    setting, value = option.setting
    return (value if setting else option.text).strip()


def route(journey: Journey, connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield the keywords of ssh's configuration, and their values, that determine how ssh reaches the machine.

    User and port are left out. The order is that of the launch command. Of a keyword the first value counts; all keys
    count.
    """
    letters = {letter: name for name, letter in _table().route.items() if letter}
    names = {name.lower(): name for name in _table().route}
    found: set[str] = set()
    for option in connection.options:
        name = names.get(option.setting[0]) or letters.get(option.letter)
        if name and (name not in found or name.lower() == _KEY):
            found.add(name)
            line = _line(name, _value(option, journey), connection)
            yield from ((name, line),) if line and line.isprintable() else ()


def _line(name: str, value: str, connection: Connection) -> str:
    """Return a value as ssh's configuration writes it; nothing for a value that would break the whole file."""
    if name == "ProxyJump":
        return "none" if value.lower() == "none" else ",".join(map(str, jump_hosts(connection)))
    if name.lower() == _KEY:
        return _quoted(_bare(value))
    return value if name == "ProxyCommand" or " " not in value else ""


def _quoted(path: str) -> str:
    if '"' in path or path.endswith("\\"):
        return ""
    return f'"{path}"' if {" ", "#"} & set(path) else path


def _bare(value: str) -> str:
    """Return a value of ssh's configuration without the quotes around it."""
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
