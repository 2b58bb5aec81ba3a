"""Letter escapes: a backslash and letters that mean a character, in ``$'...'`` and everywhere in fish."""

from rkconf.deferred import pattern
from rkconf.record import record

_CONTROL = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_NUMBERS = {
    "x": (pattern(r"x([0-9A-Fa-f]{1,2})(?![0-9A-Fa-f])"), 16),
    "X": (pattern(r"X([0-9A-Fa-f]{1,2})(?![0-9A-Fa-f])"), 16),
    "u": (pattern(r"u([0-9A-Fa-f]{1,4})"), 16),
    "U": (pattern(r"U([0-9A-Fa-f]{1,8})"), 16),
    **dict.fromkeys("01234567", (pattern(r"([0-7]{1,3})"), 8)),
}
_BYTES = frozenset("xX01234567")
_LAST_SINGLE_BYTE = 0x7F
_LAST_CHARACTER = 0x10FFFF
_CONTROL_BITS = 0x1F


@record
class Escape:
    """A character and the length of its letters; the character is None if shells disagree or refuse it."""

    value: str | None
    length: int


def unescape(text: str, at: int, letters: str) -> Escape | None:
    """Return the escape whose letters begin at ``at``; None if the first one is not in ``letters``."""
    letter = text[at : at + 1]
    if not letter or letter not in letters:
        return None
    if letter in _CONTROL:
        return Escape(_CONTROL[letter], 1)
    if letter == "c":
        return _control(text[at + 1 : at + 2])
    return _number(text, at, letter)


def _control(letter: str) -> Escape:
    return Escape(chr(ord(letter) & _CONTROL_BITS) if letter.isascii() and letter.isalpha() else None, 2)


def _number(text: str, at: int, letter: str) -> Escape:
    pattern, base = _NUMBERS[letter]
    match = pattern.match(text, at)
    code = int(match.group(1), base) if match else 0
    highest = _LAST_SINGLE_BYTE if letter in _BYTES else _LAST_CHARACTER
    return Escape(chr(code) if 0 < code <= highest else None, match.end() - at if match else 1)
