"""The settings of ssh, ``-o name=value``: how a value is written and read (ssh_config(5), measured)."""

import re

from rkconf.spelling import closest
from rkconf.ssh.keywords import keywords

_PIECE = re.compile(
    r"""\\(?P<escaped>['"\\ ])"""
    r"""|"(?P<double>(?:\\["'\\]|\\(?!["'\\])|[^"\\])*)"|'(?P<single>(?:\\["'\\]|\\(?!["'\\])|[^'\\])*)'"""
    r"""|(?P<space>[ \t]+)|(?P<open>["'])|(?P<plain>[^\\"' \t#]+|.)""",
    re.DOTALL,
)
# Any other backslash is literal, as in the paths of Windows: older versions do not escape more.
_ESCAPED = r"""\\(?=[\\"']|$)|\""""
_ESCAPE = r"""\\([\\"'])"""
_ALMOST = 0.85
"""The similarity (`difflib`) from which a name is a misspelling, and not a keyword of a later version."""


def written(name: str, value: str) -> str:
    """Return a value as ssh must get it: in quotes where ssh would read one value as several or as none."""
    words = split(value)
    is_one = words is not None and len(words) == 1 and words == split(value, comments=False)
    if is_one or not takes_one(name):
        return value
    return '"{}"'.format(re.sub(_ESCAPED, r"\\\g<0>", value))


def meant(name: str, value: str) -> str:
    """Return the value that ssh reads: a single word without its quotes and a comment, or the whole text."""
    words = split(value) if takes_one(name) else None
    return words[0] if words and len(words) == 1 else value


def meant_name(name: str) -> str | None:
    """Return the keyword of which a name is a misspelling; None for a known name, or one unlike all others."""
    return None if name.lower() in keywords() else near(name, _ALMOST)


def takes_one(name: str) -> bool:
    """Return whether a keyword takes exactly one word."""
    known = keywords().get(name.lower())
    return known is not None and known.value.is_single


def near(name: str, cutoff: float = 0.6) -> str | None:
    """Return the keyword that is most similar to a name."""
    found = closest(name.lower(), keywords(), similarity=cutoff)
    return keywords()[found].name if found else None


def split(value: str, *, comments: bool = True) -> list[str] | None:
    """Return the words of a value, up to a comment; None where a quote does not end."""
    words: list[str] = []
    inside = False
    for piece in _PIECE.finditer(value):
        if piece["open"]:
            return None
        if piece["plain"] == "#" and comments and not inside:
            break
        if piece["space"]:
            inside = False
            continue
        if not inside:
            words.append("")
        quoted = piece["double"] or piece["single"]
        words[-1] += re.sub(_ESCAPE, r"\1", quoted) if quoted else piece["escaped"] or piece["plain"] or ""
        inside = True
    return words
