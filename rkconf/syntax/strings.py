r"""Read the body of a string literal (`unescape`), and write it (`escape`).

Escapes: ``\"`` ``\\`` ``\n`` ``\t`` ``\r`` ``\b`` ``\f``, ``\[Name]``, ``\.XX``, ``\:XXXX`` and ``\|XXXXXX``
(hexadecimal), ``\NNN`` (octal), and those that mean nothing: a backslash at the end of a line, together with the line
end, and ``\<`` and ``\>``, which the Front End writes around a string so that its line ends are kept. A zero byte means
nothing either: the code of a notebook has some in place of bytes outside of the string (see `rkconf.notebook`).
"""

import re
from collections.abc import Callable, Iterator

from rkconf.deferred import pattern
from rkconf.source import Excerpt, Source, Span

_HEX = "[0-9A-Fa-f]"
_ESCAPE = re.compile(
    rf"""\x00*\\(?:
      (?P<nothing>\r\n|\r|\n|[<>])
    | (?P<name>\[\w+\])
    | (?P<pair>:[Dd][89ABab]{_HEX}{{2}}\\:[Dd][C-Fc-f]{_HEX}{{2}})
    | (?P<code>:{_HEX}{{4}} | \.{_HEX}{{2}} | \|{_HEX}{{6}})
    | (?P<octal>[0-7]{{3}})
    | (?P<one>["\\ntrbf])
    )
    | (?P<filler>\x00+)""",
    re.VERBOSE,
)
_UNLIKE_ITS_VALUE = re.compile(r"[\\\x00]")
# A backslash in front of one of these begins a box of the typesetting language, which rkconf does not read.
_BOXES = frozenset("!()*@^_%&+/`")
_ONE = {'"': '"', "\\": "\\", "n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_LAST_CHARACTER = 0x10FFFF
_HALVES = range(0xD800, 0xE000)
"""The surrogates of UTF-16, two of which are one character."""


def unescape(source: Source, body: Span) -> Excerpt:
    """Return the text of the characters between the quotes, each character with its bytes.

    An unknown escape is kept as written, including its backslash.
    """
    if not _UNLIKE_ITS_VALUE.search(source[body]):
        return source.excerpt(body)
    return Excerpt.join(_pieces(source, body), body.start)


def string_value(literal: str) -> str | None:
    """Return the text of a string literal, given with its quotes; None for any other text."""
    if len(literal) < len('""') or not literal.startswith('"') or not literal.endswith('"'):
        return None
    source = Source("", literal.encode())
    return unescape(source, Span(1, len(source.data) - 1)).text


def unknown_escapes(source: Source, body: Span) -> Iterator[Span]:
    """Yield the unknown escapes between the quotes."""
    at = source.text.find("\\", body.start, body.end)
    while at >= 0:
        known = _ESCAPE.match(source.text, at, body.end)
        end = known.end() if known else at + 2
        if not known and source.text[at + 1 : end] not in _BOXES:
            yield Span(at, min(end, body.end))
        at = source.text.find("\\", end, body.end)


def _pieces(source: Source, body: Span) -> Iterator[Excerpt]:
    at = body.start
    for escape in _ESCAPE.finditer(source.text, body.start, body.end):
        yield source.excerpt(Span(at, escape.start()))
        at = escape.end()
        yield Excerpt.stand_in(_READ[escape.lastgroup or "one"](escape[0].replace("\0", "")), Span(*escape.span()))
    yield source.excerpt(Span(at, body.end))


def _named(escape: str) -> str:
    # Imported here because few files name a character.
    from rkconf.syntax.characters import character

    return character(escape[2:-1]) or escape


def _coded(escape: str) -> str:
    code = int.from_bytes(bytes.fromhex(escape[2:]))
    # Half of a surrogate pair is not a character, and no encoding can write it.
    return chr(code) if code <= _LAST_CHARACTER and code not in _HALVES else escape


def _paired(escape: str) -> str:
    return bytes.fromhex(escape[2:6] + escape[8:]).decode("utf-16-be")


_READ: dict[str, Callable[[str], str]] = {
    "nothing": lambda _: "",
    "filler": lambda _: "",
    "name": _named,
    "pair": _paired,
    "code": _coded,
    "octal": lambda escape: chr(int(escape[1:], 8)),
    "one": lambda escape: _ONE[escape[1]],
}

_WRITTEN = {ord(meant): f"\\{letter}" for letter, meant in _ONE.items()}
_NOT_PLAIN = pattern(r"[^ -~]")


def escape(text: str) -> str:
    r"""Return ``text`` as the body of a string literal, in ASCII as the Front End writes it.

    A character above ``\:FFFF`` is written as a surrogate pair of UTF-16 [inf].
    """
    return _NOT_PLAIN.sub(lambda found: _code(found[0]), text.translate(_WRITTEN))


def _code(text: str) -> str:
    halves = text.encode("utf-16-be", errors="surrogatepass").hex()
    return "".join(f"\\:{halves[at : at + 4]}" for at in range(0, len(halves), 4))
