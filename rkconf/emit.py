"""Write values as the Front End writes them into its files.

No document tells how the Front End breaks lines; what follows was read off its files. It writes all their
lists of options again, byte for byte:

- A line holds 78 characters. A blank after a comma that has no room any more opens the next line.
- A list that does not fit on its line breaks after ``{``; its elements go on where the line ends.
- ``key -> `` is never torn apart. A value that does not fit behind it goes to the next line.
- A list that is a value goes to a new line together with its key: where that line can hold it, and
  always after another such list.
- What is nested stands deeper: by two where the list is a value, by one where it is an element.
- A string longer than a line is continued after a backslash, at the last character that is no letter.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

WIDTH = 78

_ESCAPE_OR_CHARACTER = re.compile(r"\\(?:\[\w+\]|:[0-9a-fA-F]{4}|\.[0-9a-fA-F]{2}|.)|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list in braces."""

    items: "tuple[Value | Arrow, ...]"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A ``key -> value`` in a list; the key is Wolfram text."""

    key: str
    value: "Value"


Value: TypeAlias = str | Listing
"""Wolfram text that is written as it is, or a list of more."""


def layout(value: Value, column: int = 0) -> str:
    """Return ``value`` broken into lines; its first character stands behind ``column`` others."""
    page = _Page(column)
    page.write_value(value, 2)
    return "".join(page.pieces)


def flat(value: Value | Arrow) -> str:
    """Return ``value`` in one line."""
    match value:
        case Listing(items):
            return "{" + ", ".join(map(flat, items)) + "}"
        case Arrow(key, inner):
            return f"{key} -> {flat(inner)}"
        case _:
            return value


class _Page:
    """What is written so far, and the number of characters on its last line."""

    def __init__(self, column: int) -> None:
        self.pieces: list[str] = []
        self.column = column

    def write(self, text: str) -> None:
        self.pieces.append(text)
        line_start = text.rfind("\n") + 1
        self.column = len(text) - line_start if line_start else self.column + len(text)

    def turn(self, indent: int) -> None:
        self.write("\n" + " " * indent)

    def holds(self, text: str) -> bool:
        """Say whether the line has room for ``text`` and the comma, brace or blank behind it."""
        return self.column + len(text) < WIDTH

    def write_value(self, value: Value, indent: int) -> None:
        if isinstance(value, Listing):
            self.write_list(value, indent)
        elif value.startswith('"') and not self.holds(value):
            self.write_long_string(value)
        else:
            self.write(value)

    def write_list(self, listing: Listing, indent: int) -> None:
        if self.holds(flat(listing)):
            self.write(flat(listing))
            return
        self.write("{")
        if not isinstance(listing.items[0], Listing):
            self.turn(indent - 1)
        previous = None
        for item in listing.items:
            if previous is not None:
                self.write_comma(_kept_together(item, previous, indent), indent)
            self.write_item(item, indent)
            previous = item
        self.write("}")

    def write_comma(self, following: str, indent: int) -> None:
        self.write(",")
        if self.holds(f" {following}"):
            self.write(" ")
        elif self.column < WIDTH:
            self.write(" ")
            self.turn(indent)
        else:
            self.turn(indent + 1)

    def write_item(self, item: Value | Arrow, indent: int) -> None:
        if not isinstance(item, Arrow):
            self.write_value(item, indent + 1)
            return
        self.write(f"{item.key} -> ")
        if isinstance(item.value, str) and not self.holds(item.value):
            self.turn(indent)
        self.write_value(item.value, indent + 2)

    def write_long_string(self, text: str) -> None:
        while not self.holds(text):
            length = _break_after(text, WIDTH - self.column - 1)
            self.write(text[:length] + "\\")
            self.turn(0)
            text = text[length:]
        self.write(text)


def _kept_together(item: Value | Arrow, previous: Value | Arrow, indent: int) -> str:
    """Return the part of ``item`` that must fit behind the comma."""
    if not isinstance(item, Arrow):
        return flat(item)
    fits_on_a_line = indent + len(flat(item)) < WIDTH
    if _holds_list(item) and (fits_on_a_line or _holds_list(previous)):
        return flat(item)
    return item.key


def _holds_list(item: Value | Arrow) -> bool:
    return isinstance(item, Arrow) and isinstance(item.value, Listing)


def _break_after(text: str, room: int) -> int:
    """Return how much of ``text`` goes on a line with ``room`` characters; an escape is never torn apart."""
    most = at_a_word = 0
    for unit in _ESCAPE_OR_CHARACTER.finditer(text):
        if unit.end() > room and most:
            break
        most = unit.end()
        if not unit[0].isalnum():
            at_a_word = most
    # The first character is the opening quote, or was put there by the break before: that is no place to break.
    return at_a_word if at_a_word > 1 else most


def listing(options: Iterable[tuple[str, Value]]) -> Listing:
    """Return a list of ``"name" -> value``; the names hold nothing that needs an escape."""
    return Listing(tuple(Arrow(f'"{name}"', value) for name, value in options))
