"""Read a parameter as it is written: ``$name``, ``$name:h``, ``${name%pattern}``."""

import re
from functools import cache

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.record import record
from rkconf.shell.facts import UnixShell

_BRACED = deferred.pattern(r"\$\{(?P<prefix>[^A-Za-z0-9_}]?)(?P<name>[A-Za-z0-9_]+|[#?$@*!-])(?P<operator>[^}]*)\}")
_SUBSCRIPT = pattern(r"\[[^\]\s]{0,64}\]")


@record
class Parameter:
    """A parameter that ends before ``end``.

    ``name`` is empty for a form that rkconf does not follow; ``unreadable`` is the part that the shell cannot read.
    """

    end: int
    name: str = ""
    operator: str = ""
    unreadable: str = ""


def read(string: str, at: int, shell: UnixShell) -> Parameter | None:
    """Return the parameter whose ``$`` is at ``at``; None if the dollar does not begin one."""
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
    # In fish, `$$name` is the variable whose name is the value of `name`; `$$` alone is not a variable.
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
        return Parameter(at + len(operator) + 1, unreadable="a `:` after a variable")
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
