"""The shapes of values of settings: each validates a value and describes itself as JSON Schema."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from rkconf.record import record
from rkconf.spelling import VALUE_SIMILARITY, Kind, closest, suggestion
from rkconf.toml import Path

Check = Callable[[str], str | None]
"""Returns the error in a text, or None."""

_KINDS = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


@record
class InvalidSetting:
    """An error in a settings file, and the path to it."""

    path: Path
    message: str
    is_about_key: bool = False


class Shape(Protocol):
    """The shape of a value."""

    def check(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield the errors in ``value``, which is at ``path``."""

    def schema(self) -> dict[str, Any]:
        """Return the shape as JSON Schema."""


@record
class StringShape:
    """A string: one of ``known`` if these are given, otherwise one that ``find_error`` accepts."""

    known: tuple[str, ...] = ()
    find_error: Check = lambda _: None
    expected: str = "a string"

    def check(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield the errors in the string."""
        if not isinstance(value, str):
            line = f'write {path[0]} = "{value}"' if isinstance(value, int | float) and len(path) == 1 else ""
            yield _wrong_type(path, self.expected, value, "" if isinstance(value, bool) else line)
        elif self.known and value not in self.known:
            meant = suggestion(value, self.known, similarity=VALUE_SIMILARITY, kind="values")
            known = ", ".join(self.known)
            yield InvalidSetting(path, f"{title(path)}: unknown value {value!r}{meant}; known: {known}")
        elif message := self.find_error(value):
            yield InvalidSetting(path, f"{title(path)}: {message}")

    def schema(self) -> dict[str, Any]:
        """Return the shape as JSON Schema."""
        return {"enum": list(self.known)} if self.known else {"type": "string"}


@record
class ListShape:
    """A list of strings."""

    element: StringShape
    expected: str = "a list of strings"

    def check(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield the errors in the list and its elements."""
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from self.element.check(each, (*path, index))
        else:
            line = f'write {path[0]} = ["{value}"]' if _is_plain(value) and len(path) == 1 else ""
            yield _wrong_type(path, self.expected, value, line)

    def schema(self) -> dict[str, Any]:
        """Return the shape as JSON Schema."""
        return {"type": "array", "items": self.element.schema()}


@record
class TableShape:
    """A table whose keys the user chooses: rules, globs or kernels."""

    value: Shape
    find_key_error: Check = lambda _: None
    example: str = ""
    """A line to write instead of a value that is not a table."""

    def check(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield the errors in the table, its keys and their values."""
        if not isinstance(value, dict):
            yield _wrong_type(path, "a table", value, self.example)
            return
        for key, each in value.items():
            if message := self.find_key_error(key):
                yield InvalidSetting((*path, key), f"{title((*path, key))}: {message}", is_about_key=True)
            yield from self.value.check(each, (*path, key))

    def schema(self) -> dict[str, Any]:
        """Return the shape as JSON Schema."""
        return {"type": "object", "additionalProperties": self.value.schema()}


@record
class ValueOrTable:
    """One value for all files, or a table of values; ``whole.expected`` names both."""

    whole: Shape
    table: TableShape

    def check(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield the errors in the value; a dict is checked as a table."""
        return (self.table if isinstance(value, dict) else self.whole).check(value, path)

    def schema(self) -> dict[str, Any]:
        """Return the shape as JSON Schema."""
        return {"anyOf": [self.whole.schema(), self.table.schema()]}


def title(path: Path) -> str:
    """Return the name of a value for messages: its key, and in brackets the keys of a table or the index in a list."""
    first, *rest = path
    return str(first) + "".join(f"[{step}]" if isinstance(step, int) else f'["{step}"]' for step in rest)


def hint(word: str, known: tuple[str, ...], kind: Kind) -> str:
    """Return the end of a message about an unknown word: the nearest known word, or all of them."""
    near = closest(word, known, kind=kind)
    return f"; did you mean {near}?" if near else f"; known: {', '.join(known)}"


def _is_plain(value: object) -> bool:
    """Return whether a message can repeat a value: one word."""
    return isinstance(value, str) and re.fullmatch(r"[\w./*-]+", value) is not None


def _wrong_type(path: Path, expected: str, value: object, advice: str = "") -> InvalidSetting:
    message = f"{title(path)} must be {expected}, not {_KINDS.get(type(value), 'a date')}"
    return InvalidSetting(path, f"{message}; {advice}" if advice else message)
