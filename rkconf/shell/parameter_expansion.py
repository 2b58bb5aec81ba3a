"""Variables as the shells write them: ``$name``, ``$name:h``, ``${name%pattern}``."""

from dataclasses import dataclass
from functools import cache
from re import DOTALL, Match, Pattern, escape
from re import compile as regex

from rkconf.shell.facts import UnixShell
from rkconf.shell.state import Missing
from rkconf.shell.words import UNKNOWN, Part
from rkconf.source import Excerpt

_BRACED = regex(r"\$\{(?P<prefix>[^A-Za-z0-9_}]?)(?P<name>[A-Za-z0-9_]+|[#?$@*!-])(?P<operator>[^}]*)\}")
_SUBSCRIPT = regex(r"\[[^\]\s]{0,64}\]")
_PLAIN_TEXT = r"[^'\"$\\`]*"
_CONDITIONAL = regex(rf"(?P<colon>:?)(?P<sign>[-=+?])(?P<quote>[\"']?)(?P<word>{_PLAIN_TEXT})(?P=quote)", DOTALL)
_CUT = regex(r"(?P<sign>%%|%|##|#)(?P<pattern>[^\[\]'\"$\\`]*)", DOTALL)
_REPLACE = regex(r"(?P<all>/{1,2})(?P<pattern>[^/\[\]'\"$\\`%#][^/\[\]'\"$\\`]*)(?:/(?P<text>[^'\"$\\`/]*))?", DOTALL)
_SLICE = regex(r":(?P<start>[0-9]{1,4})(?::(?P<length>[0-9]{1,4}))?")
_LONGEST_MATCHED = 512
"""Characters of a value that patterns are matched with."""

_MOST_STARS = 3
_WILDCARDS = {"*": ".*", "?": "."}


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
def _plain(shell: UnixShell) -> Pattern[str]:
    # `$$name` is the variable that a variable names; `$$` alone names none.
    others = shell.dollar_flags.replace("$", "")
    flag = rf"[{escape(others)}]\w*" if others else "(?!)"
    flag = rf"{flag}|\$(?=\w)\w*" if "$" in shell.dollar_flags else flag
    return regex(rf"\$(?:(?P<flag>{flag})|(?P<name>[A-Za-z_][A-Za-z0-9_]*|[{escape(shell.special_variables)}]))")


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


def evaluate(value: Excerpt | Missing, part: Part) -> Excerpt | Missing:
    """Return what the operator of a parameter makes of its value; unknown where rkconf does not follow it."""
    if conditional := _CONDITIONAL.fullmatch(part.operator):
        return _conditional(value, conditional, part)
    if not part.operator or value is Missing.UNSET:
        return value
    if isinstance(value, Missing) or UNKNOWN in value.text or _takes_long(value, part.operator):
        return Missing.UNKNOWN
    edits = ((pattern.fullmatch(part.operator), edit) for pattern, edit in _EDITS)
    return next((edit(value, found) for found, edit in edits if found), Missing.UNKNOWN)


def _takes_long(value: Excerpt, operator: str) -> bool:
    """Return whether matching may take long: every `*` tries every place of the value."""
    return operator.count("*") > _MOST_STARS or (len(value) > _LONGEST_MATCHED and not _SLICE.fullmatch(operator))


def _conditional(value: Excerpt | Missing, found: Match[str], part: Part) -> Excerpt | Missing:
    """Return ``word`` or the value: which one depends on whether the parameter is set (POSIX 2.6.2)."""
    if value is Missing.UNKNOWN or (value is Missing.INHERITED and found["sign"] in "+?"):
        return Missing.UNKNOWN
    if isinstance(value, Excerpt) and found["colon"] and not value.text.strip(UNKNOWN) and value:
        return Missing.UNKNOWN
    # A variable that nothing in the command sets, and that has a default, is taken to have none of its own.
    has_value = isinstance(value, Excerpt) and (bool(value) or not found["colon"])
    if found["sign"] == "+":
        return Excerpt.stand_in(found["word"], part.raw.span) if has_value else Excerpt("", (), ())
    if has_value:
        return value
    return Missing.UNKNOWN if found["sign"] == "?" else Excerpt.stand_in(found["word"], part.raw.span)


def _matcher(pattern: str) -> Pattern[str]:
    return regex("".join(_WILDCARDS.get(character, escape(character)) for character in pattern), DOTALL)


def _cut(value: Excerpt, cut: Match[str]) -> Excerpt:
    """Cut the shortest (``%``, ``#``) or longest (``%%``, ``##``) match off the end or the start."""
    sign, matches = cut["sign"], _matcher(cut["pattern"]).fullmatch
    places = range(len(value) + 1)
    if sign.startswith("%"):
        order = reversed(places) if sign == "%" else places
        found = next((at for at in order if matches(value.text[at:])), len(value))
        return value[:found]
    order = reversed(places) if sign == "##" else places
    found = next((at for at in order if matches(value.text[:at])), 0)
    return value[found:]


def _replace(value: Excerpt, found: Match[str]) -> Excerpt:
    """Replace the first match of a pattern, or all of them (bash, zsh, mksh)."""
    pieces: list[Excerpt] = []
    at = 0
    for match in _matcher(found["pattern"]).finditer(value.text):
        if match.end() == match.start():
            continue
        pieces += [
            value[at : match.start()],
            Excerpt.stand_in(found["text"] or "", value[match.start() : match.end()].span),
        ]
        at = match.end()
        if found["all"] == "/":
            break
    return Excerpt.join([*pieces, value[at:]], value.anchor)


def _slice(value: Excerpt, found: Match[str]) -> Excerpt:
    """Take characters from a place on, as many as ``${name:start:length}`` says (bash, zsh, mksh)."""
    start = int(found["start"])
    return value[start : start + int(found["length"]) if found["length"] else None]


_EDITS = ((_CUT, _cut), (_REPLACE, _replace), (_SLICE, _slice))
"""The operators that make another value of a known one."""
