"""The expressions of a file that load a package: ``Needs["name`"]``, ``Get["name`"]`` and ``<<name` ``."""

import re
from collections import deque
from collections.abc import Iterator

from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, SyntaxToken, scan, tokens
from rkconf.syntax.tree import Leaf, String, Symbol
from rkconf.versions import Version

_LOADERS = ("Needs", "Get")
_GET = "<<"
_SPACES = re.compile(r"[ \t]*")


def package(version: Version) -> str:
    """Return the name of the package that a version loads for remote parallel kernels, with its backtick."""
    return version.parallel_load.split('"')[1]


def loaded(source: Source, name: str) -> Iterator[Span]:
    """Yield the places where a file loads the package ``name``: the name without its quotes."""
    whole = Region(RegionKind.EXPRESSION, "", Span(0, 0), source.whole)
    before: deque[SyntaxToken | Leaf] = deque(maxlen=2)
    for token in tokens(scan(source).reading, whole):
        if isinstance(token, String) and token.value.text == name and _loads(before):
            yield token.value.span
        elif _is_get(token):
            yield from _bare_name(source, token.span.end, name)
        before.append(token)


def _loads(before: deque[SyntaxToken | Leaf]) -> bool:
    """Return whether the tokens in front of a string make it the name of a package to load."""
    match tuple(before):
        case (*_, SyntaxToken() as last) if _is_get(last):
            return True
        case (Symbol(short=name), SyntaxToken(text="[")):
            return name in _LOADERS
        case _:
            return False


def _is_get(token: SyntaxToken | Leaf) -> bool:
    return isinstance(token, SyntaxToken) and token.text == _GET


def _bare_name(source: Source, at: int, name: str) -> Iterator[Span]:
    """Yield the place of a name without quotes at an offset; spaces may come first."""
    spaces = _SPACES.match(source.text, at)
    start = spaces.end() if spaces else at
    span = Span(start, start + len(name))
    following = source.text[span.end : span.end + 1]
    if source[span] == name and not (following.isalnum() or following in {"$", "`"}):
        yield span
