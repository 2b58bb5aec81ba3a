"""Expand a parameter whose value is known: apply the operator of ``${name%pattern}``."""

import re

from rkconf import deferred
from rkconf.deferred import pattern
from rkconf.shell.state import Missing
from rkconf.shell.words import UNKNOWN, Part
from rkconf.source import Excerpt

_PLAIN_TEXT = r"[^'\"$\\`]*"
_CONDITIONAL = deferred.pattern(
    rf"(?P<colon>:?)(?P<sign>[-=+?])(?P<quote>[\"']?)(?P<word>{_PLAIN_TEXT})(?P=quote)", re.DOTALL
)
_CUT = deferred.pattern(r"(?P<sign>%%|%|##|#)(?P<pattern>[^\[\]'\"$\\`]*)", re.DOTALL)
_REPLACE = deferred.pattern(
    r"(?P<all>/{1,2})(?P<pattern>[^/\[\]'\"$\\`%#][^/\[\]'\"$\\`]*)(?:/(?P<text>[^'\"$\\`/]*))?", re.DOTALL
)
_SLICE = pattern(r":(?P<start>[0-9]{1,4})(?::(?P<length>[0-9]{1,4}))?")
_LONGEST_MATCHED = 512
"""The length of a value up to which patterns are matched."""

_MOST_STARS = 3
_WILDCARDS = {"*": ".*", "?": "."}


def evaluate(value: Excerpt | Missing, part: Part) -> Excerpt | Missing:
    """Return the value of a parameter after its operator; unknown if rkconf does not follow the operator."""
    if conditional := _CONDITIONAL.fullmatch(part.operator):
        return _conditional(value, conditional, part)
    if not part.operator or value is Missing.UNSET:
        return value
    if isinstance(value, Missing) or UNKNOWN in value.text or _takes_long(value, part.operator):
        return Missing.UNKNOWN
    edits = ((pattern.fullmatch(part.operator), edit) for pattern, edit in _EDITS)
    return next((edit(value, found) for found, edit in edits if found), Missing.UNKNOWN)


def _takes_long(value: Excerpt, operator: str) -> bool:
    """Return whether matching may be slow: each `*` tries every position of the value."""
    return operator.count("*") > _MOST_STARS or (len(value) > _LONGEST_MATCHED and not _SLICE.fullmatch(operator))


def _conditional(value: Excerpt | Missing, found: re.Match[str], part: Part) -> Excerpt | Missing:
    """Return the value or the word after the operator, depending on whether the parameter is set (POSIX 2.6.2)."""
    if value is Missing.UNKNOWN or (value is Missing.INHERITED and found["sign"] in "+?"):
        return Missing.UNKNOWN
    if isinstance(value, Excerpt) and found["colon"] and not value.text.strip(UNKNOWN) and value:
        return Missing.UNKNOWN
    # A variable with a default that no command sets is assumed to be unset.
    has_value = isinstance(value, Excerpt) and (bool(value) or not found["colon"])
    if found["sign"] == "+":
        return Excerpt.stand_in(found["word"], part.raw.span) if has_value else Excerpt("", (), ())
    if has_value:
        return value
    return Missing.UNKNOWN if found["sign"] == "?" else Excerpt.stand_in(found["word"], part.raw.span)


def _matcher(pattern: str) -> re.Pattern[str]:
    return re.compile("".join(_WILDCARDS.get(character, re.escape(character)) for character in pattern), re.DOTALL)


def _cut(value: Excerpt, cut: re.Match[str]) -> Excerpt:
    """Remove the shortest (``%``, ``#``) or longest (``%%``, ``##``) match from the end or the start."""
    sign, matches = cut["sign"], _matcher(cut["pattern"]).fullmatch
    places = range(len(value) + 1)
    if sign.startswith("%"):
        order = reversed(places) if sign == "%" else places
        found = next((at for at in order if matches(value.text[at:])), len(value))
        return value[:found]
    order = reversed(places) if sign == "##" else places
    found = next((at for at in order if matches(value.text[:at])), 0)
    return value[found:]


def _replace(value: Excerpt, found: re.Match[str]) -> Excerpt:
    """Replace the first match of a pattern, or all matches (bash, zsh, mksh)."""
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


def _slice(value: Excerpt, found: re.Match[str]) -> Excerpt:
    """Return the substring of ``${name:start:length}`` (bash, zsh, mksh)."""
    start = int(found["start"])
    return value[start : start + int(found["length"]) if found["length"] else None]


_EDITS = ((_CUT, _cut), (_REPLACE, _replace), (_SLICE, _slice))
"""The operators that change a known value."""
