"""Printable text: the only way in which text of a file, a command or a file name gets into an output for people.

A control character could move the cursor, recolour or erase what a terminal shows, and end a line of a log; a bidi
control shows text in another order than it has. Each is shown as one visible character, so that columns stay.
"""

import re
from collections.abc import Iterator
from itertools import repeat
from typing import Any

from rkconf.deferred import pattern

# The block of Unicode with a picture of each control character, and the picture of DEL.
_PICTURES, _DELETE = 0x2400, "\u2421"
_SPECIAL = {"\u00a0": "\u237d", "\x7f": _DELETE}
_UNPRINTABLE = pattern(r"[^ -~\n]")
_CODE = pattern(r"`` ?(.+?) ?``", re.DOTALL)
_LAYOUT = "\n\t"
_NEEDS_QUOTES = pattern(r'["\\]')
_BYTES, _FIRST_BYTE, _LAST_BYTE = 0xDC00, 0xDC80, 0xDCFF
_ESCAPES = {7: "a", 8: "b", 9: "t", 10: "n", 11: "v", 12: "f", 13: "r", 34: '"', 92: "\\"}


def without_markup(text: str) -> str:
    """Return text of a docstring with single backticks around code, unless the code itself has some."""
    return _CODE.sub(lambda code: code[1] if "`" in code[1] else f"`{code[1]}`", text)


def printable(text: str) -> str:
    """Return text that stays on one line and cannot control a terminal; it has as many characters as before."""
    return text if text.isprintable() else "".join(map(picture, text))


def printable_lines(text: str) -> str:
    """Return the same for a text of several lines, which keeps its line feeds and tabs."""
    return "".join(each if each in _LAYOUT else picture(each) for each in text)


def picture(character: str) -> str:
    """Return a character, or a visible sign for one that would be invisible or control a terminal."""
    if character < " ":
        return chr(_PICTURES + ord(character))
    if character in _SPECIAL:
        return _SPECIAL[character]
    return character if character.isprintable() else "\ufffd"


def quoted_name(name: str) -> str:
    r"""Return the name of a file as git shows it: a name with odd characters is in quotes, with its bytes as escapes.

    The result is one printable line, from which `patch` and `git apply` read the name again: ``"a\033b.m"``.
    """
    if name.isprintable() and not _NEEDS_QUOTES.search(name):
        return name
    return '"{}"'.format("".join(map(_escaped, name)))


def _escaped(character: str) -> str:
    if character.isprintable() and not _NEEDS_QUOTES.match(character):
        return character
    return "".join("\\" + _ESCAPES.get(byte, f"{byte:03o}") for byte in _bytes(character))


def _bytes(character: str) -> bytes:
    """Return the bytes of a character of a file name; Python represents a byte that is not UTF-8 by a surrogate."""
    is_byte = _FIRST_BYTE <= ord(character) <= _LAST_BYTE
    return bytes([ord(character) - _BYTES]) if is_byte else character.encode(errors="surrogatepass")


def json_text(document: Any, *, indent: int | None = None, is_ascii: bool = True) -> str:  # noqa: ANN401 - any JSON
    """Return JSON in which every control character is an escape; json.dumps leaves some of them as they are.

    Args:
        document: The value.
        indent: The number of spaces of a level; None for one line.
        is_ascii: Whether printable characters outside of ASCII are escaped too.
    """
    # Imported here because only reports for programs need it.
    import json

    text = json.dumps(document, indent=indent, ensure_ascii=is_ascii)
    return _UNPRINTABLE.sub(lambda found: _json_escape(found[0]), text)


def json_pieces(document: Any, *, indent: int = 2, margin: str = "\n") -> Iterator[str]:  # noqa: ANN401 - any JSON
    """Yield the pieces of an indented JSON document, so that the text of a long list is never whole.

    Args:
        document: The value. An iterator in it is a list, whose items are made one by one; it is the value of a key of a
            document, or of an item of another iterator.
        indent: The number of spaces of a level.
        margin: A line feed, with the spaces in front of the end of the value.
    """
    is_list = isinstance(document, Iterator)
    values = document.values() if isinstance(document, dict) else ()
    if not is_list and not any(isinstance(each, Iterator) for each in values):
        # A line feed inside of a text is an escape.
        yield json_text(document, indent=indent).replace("\n", margin)
        return
    opening, closing = "[]" if is_list else "{}"
    keys = repeat("") if is_list else (f"{json_text(key)}: " for key in document)
    items = zip(keys, document if is_list else values, strict=False)
    inside = f"{margin}{' ' * indent}"
    separator = opening
    for key, value in items:
        yield f"{separator}{inside}{key}"
        yield from json_pieces(value, indent=indent, margin=inside)
        separator = ","
    yield f"{margin}{closing}" if separator == "," else f"{opening}{closing}"


def _json_escape(character: str) -> str:
    """Return an escape for a character that is not printable; JSON writes one above U+FFFF as two surrogates."""
    if character.isprintable():
        return character
    units = character.encode("utf-16-be", errors="surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
