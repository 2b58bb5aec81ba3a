"""Write values as the Front End writes them into its files.

The layout of the Front End is not documented. These rules were inferred from its files, and reproduce all their lists
of options byte for byte:

- A line has 78 characters. A space after a comma that does not fit begins the next line.
- A list that does not fit on its line breaks after ``{``; its elements fill the lines.
- ``key -> `` is never broken. A value that does not fit after it goes to the next line.
- A list that is a value goes to a new line together with its key if that line can hold it, and always after
  another such list.
- Nested lists are indented: by two if the list is a value, by one if it is an element.
- A string longer than a line continues after a backslash: after a space (inferred), or else after the last character
  that is not a letter.
"""

import re
from collections.abc import Iterable
from typing import TypeAlias

from rkconf.entries.keys import FIELDS
from rkconf.entries.model import KernelEntry
from rkconf.record import record
from rkconf.syntax import escape

WIDTH = 78

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")

_ESCAPE_OR_CHARACTER = re.compile(r"\\(?:\[\w+\]|:[0-9a-fA-F]{4}|\.[0-9a-fA-F]{2}|.)|.", re.DOTALL)


@record
class Listing:
    """A list in braces."""

    items: "tuple[Value | KeyValue, ...]"


@record
class KeyValue:
    """A ``key -> value`` in a list; the key is Wolfram text."""

    key: str
    value: "Value"


Value: TypeAlias = str | Listing
"""Wolfram text that is written as it is, or a list of more."""


def layout(value: Value | KeyValue, column: int = 0, *, break_strings: bool = True) -> str:
    """Return ``value`` broken into lines; ``column`` characters precede it on its first line.

    A `KeyValue` is laid out as an element of the outermost list. Without ``break_strings`` a long string makes a long
    line, as a text to paste needs it.
    """
    page = _Page(column, break_strings=break_strings)
    if isinstance(value, KeyValue):
        page.write_item(value, 2)
    else:
        page.write_value(value, 2)
    return "".join(page.pieces)


def flat(value: Value | KeyValue) -> str:
    """Return ``value`` on one line."""
    match value:
        case Listing(items):
            return "{" + ", ".join(map(flat, items)) + "}"
        case KeyValue(key, inner):
            return f"{key} -> {flat(inner)}"
        case _:
            return value


class _Page:
    """The text so far, and the number of characters on its last line."""

    def __init__(self, column: int, *, break_strings: bool) -> None:
        self.pieces: list[str] = []
        self.column = column
        self.break_strings = break_strings

    def write(self, text: str) -> None:
        self.pieces.append(text)
        line_start = text.rfind("\n") + 1
        self.column = len(text) - line_start if line_start else self.column + len(text)

    def turn(self, indent: int) -> None:
        self.write("\n" + " " * indent)

    def holds(self, text: str) -> bool:
        """Return whether the line has room for ``text`` and the comma, brace or space after it."""
        return self.column + len(text) < WIDTH

    def write_value(self, value: Value, indent: int) -> None:
        if isinstance(value, Listing):
            self.write_list(value, indent)
        elif self.break_strings and value.startswith('"') and not self.holds(value):
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
        elif self.column == WIDTH:
            self.turn(indent + 1)
        else:
            self.write(" ")
            self.turn(indent)

    def write_item(self, item: Value | KeyValue, indent: int) -> None:
        if not isinstance(item, KeyValue):
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


def _kept_together(item: Value | KeyValue, previous: Value | KeyValue, indent: int) -> str:
    """Return the part of ``item`` that must fit after the comma."""
    if not isinstance(item, KeyValue):
        return flat(item)
    fits_on_a_line = indent + len(flat(item)) < WIDTH
    if _holds_list(item) and (fits_on_a_line or _holds_list(previous)):
        return flat(item)
    return item.key


def _holds_list(item: Value | KeyValue) -> bool:
    return isinstance(item, KeyValue) and isinstance(item.value, Listing)


def _break_after(text: str, room: int) -> int:
    """Return how much of ``text`` fits on a line with ``room`` characters; an escape is never broken."""
    most = after_space = after_mark = 0
    for unit in _ESCAPE_OR_CHARACTER.finditer(text):
        if unit.end() > room and most:
            break
        most = unit.end()
        after_space = most if unit[0] == " " else after_space
        after_mark = after_mark if unit[0].isalnum() else most
    # The first character is the opening quote, or the break before put it there: never break after it.
    return next(length for length in (after_space, after_mark, most) if length > 1 or length == most)


def entry(kernel: KernelEntry, column: int = 2) -> str:
    """Return ``"name" -> {...}`` as an element of `EvaluatorNames`; ``column`` characters precede it on its line."""
    return layout(_key_value(kernel), column)


def assignment(kernel: KernelEntry, place: str = "$FrontEnd") -> str:
    """Return ``CurrentValue[$FrontEnd, {EvaluatorNames, "name"}] = {...}``; ``place`` is the object that is changed."""
    target = f"CurrentValue[{place}, {{EvaluatorNames, {_string(kernel.name)}}}] = "
    return target + layout(options(kernel), len(target))


def evaluator_names(kernels: Iterable[KernelEntry]) -> str:
    """Return ``EvaluatorNames->{...}`` as a file of the Front End contains it."""
    name = "EvaluatorNames->"
    return name + layout(entries(kernels), len(name))


def entries(kernels: Iterable[KernelEntry]) -> Listing:
    """Return the value of `EvaluatorNames`."""
    return Listing(tuple(map(_key_value, kernels)))


def known_options(kernel: KernelEntry) -> dict[str, str | bool]:
    """Return the options that rkconf knows, in the order in which files have them."""
    values = {key: getattr(kernel, field) for key, field in FIELDS.items()}
    return {key: value for key, value in values.items() if value is not None}


def options(kernel: KernelEntry) -> Listing:
    """Return all options of an entry in their written form."""
    known = ((key, _written(value)) for key, value in known_options(kernel).items())
    return listing([*known, *((key, _ascii(text)) for key, text in kernel.extra.items())])


def listing(pairs: Iterable[tuple[str, Value]]) -> Listing:
    """Return a list of ``"name" -> value``."""
    return Listing(tuple(KeyValue(_string(name), value) for name, value in pairs))


def _key_value(kernel: KernelEntry) -> KeyValue:
    return KeyValue(_string(kernel.name), options(kernel))


def _written(value: str | bool) -> str:  # noqa: FBT001 - the value of an option
    return _string(value) if isinstance(value, str) else str(value)


def _string(text: str) -> str:
    return f'"{escape(text)}"'


def _ascii(text: str) -> str:
    """Write characters beyond ASCII as codes, which mean the same in a string and in a name."""
    return _BEYOND_ASCII.sub(lambda found: escape(found[0]), text)
