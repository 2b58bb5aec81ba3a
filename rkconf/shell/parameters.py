"""Read a parameter as it is written: ``$name``, ``$name:h``, ``${name%pattern}``."""

import re
from dataclasses import dataclass
from functools import cache

from rkconf.shell.facts import UnixShell

_BRACED = re.compile(r"\$\{(?P<prefix>[^A-Za-z0-9_}]?)(?P<name>[A-Za-z0-9_]+|[#?$@*!-])(?P<operator>[^}]*)\}")
_SUBSCRIPT = re.compile(r"\[[^\]\s]{0,64}\]")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that ends before ``end``.

    ``name`` is empty where the shell does something of its own that rkconf does not follow, and
    ``unreadable`` says what the shell cannot read.
    """

    end: int
    name: str = ""
    operator: str = ""
    unreadable: str = ""


def read(string: str, at: int, shell: UnixShell) -> Parameter | None:
    """Read the variable whose ``$`` stands at ``at``; None where the dollar names none."""
    if string.startswith("${", at):
        return _braced(string, at, shell)
    match = _plain(shell).match(string, at)
    if not match:
        return None
    if match["flag"]:
        return Parameter(match.end())
    return _suffixed(string, match.end(), match["name"], shell)


@cache
def _plain(shell: UnixShell) -> re.Pattern[str]:
    # `$$name` is the variable that a variable names; `$$` alone names none.
    others = shell.dollar_flags.replace("$", "")
    flag = rf"[{re.escape(others)}]\w*" if others else "(?!)"
    flag = rf"{flag}|\$(?=\w)\w*" if "$" in shell.dollar_flags else flag
    return re.compile(
        rf"\$(?:(?P<flag>{flag})|(?P<name>[A-Za-z_][A-Za-z0-9_]*|[{re.escape(shell.special_variables)}]))"
    )


def _suffixed(string: str, at: int, name: str, shell: UnixShell) -> Parameter:
    operator = ""
    if shell.subscripts and (subscript := _SUBSCRIPT.match(string, at)):
        operator = subscript.group()
    following = string[at + len(operator) : at + len(operator) + 2]
    if following[:1] == ":" and following[1:] and following[1:] in shell.modifiers:
        operator += following
    elif following[:1] == ":" and shell.lone_colon == "fails":
        return Parameter(at + len(operator) + 1, unreadable="a `:` behind a variable")
    return Parameter(at + len(operator), name, operator)


def _braced(string: str, at: int, shell: UnixShell) -> Parameter:
    match = _BRACED.match(string, at)
    if not match or not shell.braced_variables:
        return Parameter(match.end() if match else at + 2, unreadable="`${...}`" if match else "`${` without its `}`")
    if not _can_read(match["prefix"], match["operator"], shell):
        return Parameter(match.end(), unreadable=f"`{match.group()}`")
    return Parameter(match.end(), "" if match["prefix"] else match["name"], match["operator"])


def _can_read(prefix: str, operator: str, shell: UnixShell) -> bool:
    if prefix and prefix not in shell.braced_prefixes:
        return False
    known = shell.parameter_operators
    if operator[:1] == ":" and "-" not in known:
        return operator[1:2] in shell.modifiers
    with_colon = operator[:1] == ":" and "-" in known and operator[1:2] and operator[1:2] in "-=+?"
    return not operator or bool(with_colon) or operator[0] in known
