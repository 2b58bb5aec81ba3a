"""Rows of tables as typed values: a row that lacks a field, or has an unknown one, is named in the error."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, TypeVar, get_type_hints

Row = TypeVar("Row")


class TableError(ValueError):
    """A table does not have the form that its dataclass describes."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}")


def typed(row: type[Row], where: str, values: Mapping[str, Any]) -> Row:
    """Return one row of a table as a dataclass; ``where`` names table and row for the error."""
    hints = get_type_hints(row)
    if unknown := sorted(values.keys() - hints.keys()):
        raise TableError(where, f"unknown field {unknown[0]}")
    for field in fields(row):  # type: ignore[arg-type]  # every row is a dataclass
        required = field.default is MISSING and field.default_factory is MISSING
        if required and field.name not in values:
            raise TableError(where, f"field {field.name} is missing")
    return row(**{name: _value(f"{where}: field {name}", hints[name], value) for name, value in values.items()})


def _value(where: str, hint: object, value: object) -> object:
    """Convert a list to a tuple and a word to a member of its enumeration; any other type must be right already."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in {member.value for member in hint}:
            raise TableError(where, f"{value} is not one of {', '.join(hint)}")
        return hint(value)
    expected = getattr(hint, "__origin__", hint)
    found = tuple(value) if isinstance(value, list) else value
    if isinstance(expected, type) and type(found) is not expected and not issubclass(expected, Mapping):
        raise TableError(where, f"{value!r} is not of type {expected.__name__}")
    return found
