"""Bracket expressions of git's patterns, such as ``[!a-c]`` or ``[[:digit:]]``.

The package pathspec copies the text between the brackets into a regular expression. Python refuses some of these, warns
about others, and knows neither a backslash nor a class there. So each expression is written again, as the ranges of
the characters that git matches.
"""

import re
from collections.abc import Iterable, Iterator

from rkconf.settings.character_ranges import Ranges, complement, merged, without

_CLASSES: dict[str, Ranges] = {
    name: tuple((ord(each[0]), ord(each[-1])) for each in members)
    for name, members in {
        "alnum": ("09", "AZ", "az"),
        "alpha": ("AZ", "az"),
        "blank": (" ", "\t"),
        "cntrl": ("\0\x1f", "\x7f"),
        "digit": ("09",),
        "graph": ("!~",),
        "lower": ("az",),
        "print": (" ~",),
        "punct": ("!/", ":@", "[`", "{~"),
        "space": (" ", "\t\n", "\r"),
        "upper": ("AZ",),
        "xdigit": ("09", "AF", "af"),
    }.items()
}
_CLASS = re.compile(r"\[:(?P<name>[^]]*):\]")
_MEMBER = re.compile(r"\\(?P<escaped>.)|(?P<plain>[^\\])", re.DOTALL)
_OUTSIDE = re.compile(r"\\.|[^\[\\]+|\\$", re.DOTALL)
# No path contains it; as the first member it keeps `^`, `!` and `[` from having a meaning.
_NEVER = "\0"


class ExpressionError(ValueError):
    """An expression matches nothing, or not what it seems to; the text is the reason and the next step."""


def rewritten(pattern: str, *, is_strict: bool = False) -> str:
    """Return a pattern whose bracket expressions pathspec reads as git does.

    Args:
        pattern: One line of a .gitignore, or a glob.
        is_strict: Whether a reversed range is an error; for git it has its first character alone.

    Raises:
        ExpressionError: git matches nothing with the pattern, or it is strict and has a reversed range.
    """
    pieces, at = [], 0
    while at < len(pattern):
        if outside := _OUTSIDE.match(pattern, at):
            pieces.append(outside[0])
            at = outside.end()
        else:
            expression = _BracketReader(pattern, at, is_strict=is_strict)
            pieces.append(_written(expression.ranges()))
            at = expression.end
    return _anchored("".join(pieces), pattern)


def _anchored(text: str, pattern: str) -> str:
    """Return a pattern that matches in its own folder alone if it had a slash, which it has lost, in its brackets."""
    if text.count("/") == pattern.count("/"):
        return text
    rest = text.removeprefix("!")
    return f"{text[: len(text) - len(rest)]}/{rest.removeprefix('/')}"


class _BracketReader:
    """One expression, which begins at ``start`` of a pattern; ``end`` is its end when its ranges are known."""

    def __init__(self, pattern: str, start: int, *, is_strict: bool) -> None:
        self._pattern = pattern
        self._start = start
        self._is_strict = is_strict
        self.end = start + 1

    def ranges(self) -> Ranges:
        """Return the characters that the expression matches."""
        is_negated = self._pattern[self.end : self.end + 1] in {"!", "^"}
        self.end += is_negated
        found = merged(self._members())
        # As for git, a slash is matched by a slash alone.
        return without(complement(found) if is_negated else found, "/")

    def _members(self) -> Iterator[tuple[int, int]]:
        yield from self._member()
        while not self._pattern.startswith("]", self.end):
            yield from self._member()
        self.end += 1

    def _member(self) -> Ranges:
        if named := _CLASS.match(self._pattern, self.end):
            self.end = named.end()
            return self._class(named["name"])
        first = self._character()
        if not self._is_range():
            return ((ord(first), ord(first)),)
        self.end += 1
        last = self._character()
        if last < first and self._is_strict:
            message = f"the range {first}-{last} is reversed; write {last}-{first}"
            raise ExpressionError(message)
        # git compares with the first character before it sees the dash.
        return ((ord(first), max(ord(first), ord(last))),)

    def _is_range(self) -> bool:
        return self._pattern.startswith("-", self.end) and self._pattern[self.end + 1 : self.end + 2] not in {"", "]"}

    def _character(self) -> str:
        found = _MEMBER.match(self._pattern, self.end)
        if not found:
            message = "its bracket is not closed; write \\[ for the character ["
            raise ExpressionError(message)
        self.end = found.end()
        return found["escaped"] or found["plain"]

    def _class(self, name: str) -> Ranges:
        if name not in _CLASSES:
            message = f"[:{name}:] is not a class of characters; known: {', '.join(_CLASSES)}"
            raise ExpressionError(message)
        return _CLASSES[name]


def _written(ranges: Ranges) -> str:
    """Write an expression that a regular expression and pathspec read alike."""
    if not ranges:
        message = "an expression in brackets has no characters; name some"
        raise ExpressionError(message)
    found = {special: without(ranges, special) != ranges for special in "]-"}
    others = without(without(ranges, "]"), "-")
    first, last = "]" if found["]"] else _NEVER, "-" if found["-"] else ""
    return f"[{first}{''.join(_pieces(others))}{last}]"


def _pieces(ranges: Iterable[tuple[int, int]]) -> Iterator[str]:
    for first, last in ranges:
        yield chr(first) if first == last else f"{chr(first)}-{chr(last)}"
