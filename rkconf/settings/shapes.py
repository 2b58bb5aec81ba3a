"""What the value of a setting may be: each shape can judge a value and describe itself as JSON Schema."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, NamedTuple, Protocol

from rkconf.toml import Path

Judge = Callable[[str], str | None]
"""What is wrong with a text, or None."""

_KINDS = {str: "a string", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


class InvalidSetting(NamedTuple):
    """Something that a settings file must not say, and the way to it."""

    path: Path
    message: str
    is_about_key: bool = False


class Shape(Protocol):
    """What a value may be."""

    def faults(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield what is wrong with ``value``, which stands at ``path``."""

    def schema(self) -> dict[str, Any]:
        """Return the same as JSON Schema."""


@dataclass(frozen=True, slots=True)
class StringShape:
    """A string; ``known`` are all that there are, ``judge`` decides where they cannot be listed."""

    known: tuple[str, ...] = ()
    judge: Judge = lambda _: None
    expected: str = "a string"

    def faults(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield what is wrong with the string."""
        if not isinstance(value, str):
            yield _wrong_type(path, self.expected, value)
        elif self.known and value not in self.known:
            yield InvalidSetting(path, f"{title(path)}: no {value!r}; known: {', '.join(self.known)}")
        elif message := self.judge(value):
            yield InvalidSetting(path, f"{title(path)}: {message}")

    def schema(self) -> dict[str, Any]:
        """Return the same as JSON Schema."""
        return {"enum": list(self.known)} if self.known else {"type": "string"}


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of strings."""

    element: StringShape
    expected: str = "a list of strings"

    def faults(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield what is wrong with the list or its elements."""
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from self.element.faults(each, (*path, index))
        else:
            yield _wrong_type(path, self.expected, value)

    def schema(self) -> dict[str, Any]:
        """Return the same as JSON Schema."""
        return {"type": "array", "items": self.element.schema()}


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table whose keys are the user's own: rules, globs or kernels."""

    value: Shape
    judge_key: Judge = lambda _: None

    def faults(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield what is wrong with the table, its keys and what they hold."""
        if not isinstance(value, dict):
            yield _wrong_type(path, "a table", value)
            return
        for key, each in value.items():
            if message := self.judge_key(key):
                yield InvalidSetting((*path, key), f"{title((*path, key))}: {message}", is_about_key=True)
            yield from self.value.faults(each, (*path, key))

    def schema(self) -> dict[str, Any]:
        """Return the same as JSON Schema."""
        return {"type": "object", "additionalProperties": self.value.schema()}


@dataclass(frozen=True, slots=True)
class ValueOrTable:
    """One value for everything, or a table of values; ``whole`` says so in what it expects."""

    whole: Shape
    table: TableShape

    def faults(self, value: object, path: Path) -> Iterator[InvalidSetting]:
        """Yield what is wrong with the value, as the one of the two that it looks like."""
        return (self.table if isinstance(value, dict) else self.whole).faults(value, path)

    def schema(self) -> dict[str, Any]:
        """Return the same as JSON Schema."""
        return {"anyOf": [self.whole.schema(), self.table.schema()]}


def title(path: Path) -> str:
    """Return what a person would call a value: its key, one that the user made in brackets, and which of a list."""
    first, *rest = path
    return str(first) + "".join(f"[{step}]" if isinstance(step, int) else f'["{step}"]' for step in rest)


def hint(word: str, known: tuple[str, ...]) -> str:
    """Return the end of a message about an unknown word: the nearest known one, or all of them."""
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"


def _wrong_type(path: Path, expected: str, value: object) -> InvalidSetting:
    return InvalidSetting(path, f"{title(path)} must be {expected}, not {_KINDS.get(type(value), 'a date')}")
