"""The expressions of a file that load a package: ``Needs["name`"]``, ``Get["name`"]`` and ``<<name` ``."""

from collections import deque
from collections.abc import Iterator
from re import compile as regex

from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, SyntaxToken, scan, tokens
from rkconf.syntax.tree import Leaf, String, Symbol
from rkconf.versions import Version

_LOADERS = ("Needs", "Get")
_GET = "<<"
_BLANKS = regex(r"[ \t]*")


def package(version: Version) -> str:
    """Return the name of the package that a version loads for remote parallel kernels, with its backtick."""
    return version.parallel_load.split('"')[1]


def loaded(source: Source, name: str) -> Iterator[Span]:
    """Yield where the name of a package stands, without quotes, wherever the file loads it."""
    whole = Region(RegionKind.EXPRESSION, "", Span(0, 0), source.whole)
    before: deque[SyntaxToken | Leaf] = deque(maxlen=2)
    for token in tokens(scan(source).reading, whole):
        if isinstance(token, String) and token.value.text == name and _loads(before):
            yield token.value.span
        elif _is_get(token):
            yield from _bare_name(source, token.span.end, name)
        before.append(token)


def _loads(before: deque[SyntaxToken | Leaf]) -> bool:
    """Say whether what stands before a string makes it the name of a package to load."""
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
    """Yield the name that stands at a place without quotes; blanks may come before it."""
    blanks = _BLANKS.match(source.text, at)
    start = blanks.end() if blanks else at
    span = Span(start, start + len(name))
    behind = source.text[span.end : span.end + 1]
    if source[span] == name and not (behind.isalnum() or behind in {"$", "`"}):
        yield span
