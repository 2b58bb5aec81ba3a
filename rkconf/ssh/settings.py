"""The settings of ssh, ``-o name=value``: how a value is written and read (ssh_config(5), measured)."""

from difflib import get_close_matches
from re import DOTALL, sub
from re import compile as regex

from rkconf.ssh.keywords import keywords

_PIECE = regex(
    r"""\\(?P<escaped>['"\\ ])"""
    r"""|"(?P<double>(?:\\["'\\]|\\(?!["'\\])|[^"\\])*)"|'(?P<single>(?:\\["'\\]|\\(?!["'\\])|[^'\\])*)'"""
    r"""|(?P<blank>[ \t]+)|(?P<open>["'])|(?P<plain>.)""",
    DOTALL,
)
# A backslash stays what it is elsewhere, as in the paths of Windows: older versions know no other backslash.
_ESCAPED = r"""\\(?=[\\"']|$)|\""""
_ESCAPE = r"""\\([\\"'])"""
_ALMOST = 0.85
"""How much of a name must be right (`difflib`) to be taken for a slip, and not for the name of a version to come."""


def written(name: str, value: str) -> str:
    """Return a value as ssh is told it: between quotes where one value would be taken for several or none."""
    words = split(value)
    is_one = words is not None and len(words) == 1 and words == split(value, comments=False)
    if is_one or not takes_one(name):
        return value
    return '"{}"'.format(sub(_ESCAPED, r"\\\g<0>", value))


def meant(name: str, value: str) -> str:
    """Return what ssh reads in a value: of a single one the word alone, without quotes and comments."""
    words = split(value) if takes_one(name) else None
    return words[0] if words and len(words) == 1 else value


def meant_name(name: str) -> str | None:
    """Return the name that a misspelt one is meant for; None for one that is known, or like no other."""
    return None if name.lower() in keywords() else near(name, _ALMOST)


def takes_one(name: str) -> bool:
    """Say whether a keyword takes just one word."""
    known = keywords().get(name.lower())
    return known is not None and known.value.is_single


def near(name: str, cutoff: float = 0.6) -> str | None:
    """Return the known name that is most like another one."""
    found = get_close_matches(name.lower(), keywords(), n=1, cutoff=cutoff)
    return keywords()[found[0]].name if found else None


def split(value: str, *, comments: bool = True) -> list[str] | None:
    """Return the words of a value, up to a comment; None where a quote does not end."""
    words: list[str] = []
    inside = False
    for piece in _PIECE.finditer(value):
        if piece["open"]:
            return None
        if piece["plain"] == "#" and comments and not inside:
            break
        if piece["blank"]:
            inside = False
            continue
        if not inside:
            words.append("")
        quoted = piece["double"] or piece["single"] or ""
        words[-1] += sub(_ESCAPE, r"\1", quoted) or piece["escaped"] or piece["plain"] or ""
        inside = True
    return words
