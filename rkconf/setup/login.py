"""How a launch command logs in, for everything else that is done on the kernel's machine."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from rkconf.command import Connection, Journey, Option, jump_hosts
from rkconf.resources import read_facts
from rkconf.shell.quoting import UNIX, Quoting, UnquotableError

_KEY = "identityfile"
_AT_HOME = re.compile(r"~/[A-Za-z0-9._/@%+:,-]+")


def options(journey: Journey, connection: Connection, quoting: Quoting) -> Iterator[str]:
    """Yield the options of ssh that lead to the machine, as words; what is for the launch alone is left out."""
    for option in connection.options:
        if option.letter not in _facts()["letters"] and option.setting[0] not in _facts()["settings"]:
            yield from _words(option, journey, quoting)


def _words(option: Option, journey: Journey, quoting: Quoting) -> tuple[str, ...]:
    """Return an option as the shell is told it; nothing where no quoting carries its value."""
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
    """Return what a person typed for the value where only the shell on that machine knows what comes of it."""
    words = journey.launcher.words if journey.launcher else ()
    return next((word.raw.text for word in words if word.expansions and word.value == option.value), None)


def identity(journey: Journey, connection: Connection) -> str | None:
    """Return the path of the key that the launch command names; None where ssh or a shell puts it together."""
    options = (*connection.given("i"), *(option for name, (_, option) in connection.settings.items() if name == _KEY))
    path = _bare(_value(options[0], journey)) if options else ""
    return path if path and path.lower() != "none" and not {"%", "$"} & set(path) else None


def _value(option: Option, journey: Journey) -> str:
    """Return the value of an option, or of its setting; nothing where only a shell knows it, except for `~`."""
    typed = _as_typed(option, journey)
    if typed is not None:
        return typed if _AT_HOME.fullmatch(typed) else ""
    setting, value = option.setting
    return (value if setting else option.text).strip()


def way(journey: Journey, connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield what ssh's configuration can say of the way, besides user and port, in the order of the launch command.

    Of all but keys the first value counts.
    """
    letters = {letter: name for name, letter in _facts()["way"].items() if letter}
    names = {name.lower(): name for name in _facts()["way"]}
    told: set[str] = set()
    for option in connection.options:
        name = names.get(option.setting[0]) or letters.get(option.letter)
        if name and (name not in told or name.lower() == _KEY):
            told.add(name)
            line = _line(name, _value(option, journey), connection)
            yield from ((name, line),) if line and line.isprintable() else ()


def _line(name: str, value: str, connection: Connection) -> str:
    """Return a value as it stands in ssh's configuration; nothing for one that would break the whole file."""
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


@cache
def _facts() -> dict[str, Any]:
    return read_facts("setup/login.toml")
