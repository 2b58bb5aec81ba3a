r"""Read and write TOML strings as excerpts, in which every character knows its bytes.

This module checks nothing: it is only for strings that `tomllib` has read.
"""

import re
from collections.abc import Callable, Iterator

from rkconf.source import Excerpt, Source, Span

_ESCAPE = re.compile(r"\\(?:(?P<one>[btnfre\"\\])|(?P<code>u.{4}|U.{8}|x.{2})|(?P<line>[ \t]*\r?\n\s*))")
_ONE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_WRITTEN = {ord(meant): f"\\{letter}" for letter, meant in _ONE.items() if letter != "e"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BASIC = ('"""', '"')
_LITERAL = ("'''", "'")


def read(source: Source, span: Span) -> Excerpt:
    """Return the value of the string at ``span``, quotes included."""
    body = _body(source, span)
    if _quote(source, span) in _LITERAL:
        return source.excerpt(body)
    return Excerpt.join(_pieces(source, body), body.start)


def escaping(source: Source, span: Span) -> Callable[[str], str]:
    """Return the function that writes text inside the string at ``span``."""
    return _as_it_is if _quote(source, span) in _LITERAL else _escape


def _quote(source: Source, span: Span) -> str:
    return next(quote for quote in (*_BASIC[:1], *_LITERAL[:1], "'", '"') if source[span].startswith(quote))


def _body(source: Source, span: Span) -> Span:
    size = len(_quote(source, span))
    start, end = span.start + size, span.end - size
    line_end = re.match(r"\r?\n", source.text[start:end]) if size > 1 else None
    return Span(start + (line_end.end() if line_end else 0), end)


def _pieces(source: Source, body: Span) -> Iterator[Excerpt]:
    at = body.start
    for escape in _ESCAPE.finditer(source.text, body.start, body.end):
        yield source.excerpt(Span(at, escape.start()))
        at = escape.end()
        yield Excerpt.stand_in(_meaning(escape), Span(*escape.span()))
    yield source.excerpt(Span(at, body.end))


def _meaning(escape: re.Match[str]) -> str:
    if escape["one"]:
        return _ONE[escape["one"]]
    return chr(int(escape["code"][1:], 16)) if escape["code"] else ""


def _escape(text: str) -> str:
    return _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text.translate(_WRITTEN))


def _as_it_is(text: str) -> str:
    return text
