r"""Read and write TOML strings as excerpts, in which every character knows its bytes.

`read` and `escaping` check nothing: they are only for strings that `tomllib` has read.
"""

import re
from collections.abc import Callable, Iterator

from rkconf.source import Excerpt, Source, Span

_HEX, _SURROGATE = "[0-9A-Fa-f]", "[Dd][89A-Fa-f]"
_CODE = rf"u(?!{_SURROGATE}){_HEX}{{4}}|U(?!0000{_SURROGATE})(?:000{_HEX}|0010){_HEX}{{4}}|x{_HEX}{{2}}"
_ESCAPE = re.compile(rf"\\(?:(?P<one>[btnfre\"\\])|(?P<code>{_CODE})|(?P<line>[ \t]*\r?\n\s*))")
_ONE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b", '"': '"', "\\": "\\"}
_WRITTEN = {ord(meant): f"\\{letter}" for letter, meant in _ONE.items() if letter != "e"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BASIC = ('"""', '"')
_LITERAL = ("'''", "'")
_STRING = re.compile(r"""\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}|"(?:[^"\\]|\\.)*"|'[^']*'""", re.DOTALL)
_END = re.compile(r"[ \t]*(?:[,}\]#\r\n]|\Z)")
_COMMENT = re.compile(r"\s#")
_AFTER_VALUE = " \t\r\n,]}"


def read(source: Source, span: Span) -> Excerpt:
    """Return the value of the string at ``span``, quotes included."""
    body = _body(source, span)
    if _quote(source, span) in _LITERAL:
        return source.excerpt(body)
    return Excerpt.join(_pieces(source, body), body.start)


def read_broken(source: Source, span: Span) -> Iterator[Excerpt]:
    """Yield each text that a value may be meant as: its quotes may be missing, not closed, or inside of the text."""
    written = source[span]
    quote = next((each for each in (*_BASIC, *_LITERAL) if written.startswith(each)), "")
    if not quote:
        yield source.excerpt(Span(span.start, span.start + len(_COMMENT.split(written, maxsplit=1)[0])))
        return
    string = _STRING.match(written)
    # Three quotes that are never closed begin like an empty text.
    end = string.end() if string and string.end() >= 2 * len(quote) else 0
    if end:
        yield read(source, Span(span.start, span.start + end))
    if not end or not _END.match(written, end):
        yield _unclosed(source, span, quote)


def _unclosed(source: Source, span: Span, quote: str) -> Excerpt:
    """Return everything after the first quote, but not the closing one."""
    body = source[span].rstrip(_AFTER_VALUE)
    body = body if body.endswith(f"\\{quote}") else body.removesuffix(quote)
    inside = Span(span.start + len(quote), span.start + max(len(body), len(quote)))
    return Excerpt.join(_pieces(source, inside), inside.start) if quote in _BASIC else source.excerpt(inside)


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
