"""Advise about keys and types of a specification: the line to write instead."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rkconf.record import fields
from rkconf.spec.model import EXAMPLE, FrontEnd, Kernel, Parallel, Specification
from rkconf.spelling import VALUE_SIMILARITY, closest
from rkconf.toml import Path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_HEADERS: dict[str, type] = {"[frontend]": FrontEnd, "[[kernels]]": Kernel, "[[parallel]]": Parallel}
_TABLES = {header.strip("[]"): table for header, table in _HEADERS.items()}
_LISTS = ("kernels", "parallel")
_TRUTH = {"yes": "true", "on": "true", "true": "true", "1": "true", "no": "false", "off": "false", "false": "false"}


def for_unknown_key(path: Path) -> str:
    """Return the key that was meant, the table that it belongs to, or the known keys."""
    word, table = str(path[-1]), _table(path)
    known = _keys(table)
    near = closest(word, known, kind="specification")
    belongs = [header for header, each in _HEADERS.items() if each is not table and word in _keys(each)]
    if table is Specification and near:
        return f"write {_header(near)}{', with two brackets' if near in _LISTS else ''}"
    if belongs and (table is Specification or not near):
        return f"write it below a line {' or '.join(belongs)}"
    return f"did you mean {near}?" if near else f"known: {', '.join(known)}"


def for_missing_key(path: Path) -> str:
    """Return a line that adds a key."""
    return f"add {path[-1]} = {_example(path)}"


def for_wrong_value(details: "ErrorDetails", text: str) -> str:
    """Return the line to write instead of a value of the wrong type; nothing if the message is enough.

    Args:
        details: The error as pydantic describes it.
        text: The value as it is written in the file.
    """
    path = details["loc"]
    if path[0] in _LISTS and len(path) <= 2:  # noqa: PLR2004 - the list, and one table of it
        return f"write [[{path[0]}]], with two brackets"
    if len(path) == 1:
        return f"write {_header(str(path[0]))}, with one bracket"
    suggest = _SUGGESTIONS.get(details["type"])
    value = suggest(details, text) if suggest else ""
    return f"write {_line(path, value)}" if value else ""


def _text(details: "ErrorDetails", text: str) -> str:
    value = details["input"]
    if isinstance(value, bool) and "ssh" in details["loc"][:-1]:
        return '"yes"' if value else '"no"'
    return _example(details["loc"]) if isinstance(value, list | dict) else f'"{text}"'


def _number(details: "ErrorDetails", _text: str) -> str:
    value = details["input"]
    digits = value.strip() if isinstance(value, str) else ""
    return digits if digits.isascii() and digits.isdecimal() else _example(details["loc"])


def _truth(details: "ErrorDetails", _text: str) -> str:
    return _TRUTH.get(str(details["input"]).casefold(), "true")


def _list(details: "ErrorDetails", text: str) -> str:
    """Return the list that was meant by a single value: its numbers, or its number and the next one."""
    numbers = [int(each) for each in re.findall(r"\d{1,5}", text)]
    if details["loc"][-1] != "ports" or not numbers:
        return _example(details["loc"])
    return f"[{numbers[0]}, {numbers[1] if len(numbers) > 1 else numbers[0] + 1}]"


def _table_value(details: "ErrorDetails", _text: str) -> str:
    return _example(details["loc"])


def _choice(details: "ErrorDetails", _text: str) -> str:
    known = re.findall(r"'([^']*)'", str(details.get("ctx", {}).get("expected", "")))
    near = closest(str(details["input"]), known, similarity=VALUE_SIMILARITY, kind="choices")
    return f'"{near}"' if near else ""


_SUGGESTIONS: dict[str, Callable[["ErrorDetails", str], str]] = {
    "string_type": _text,
    "int_type": _number,
    "bool_type": _truth,
    "tuple_type": _list,
    "dict_type": _table_value,
    "literal_error": _choice,
}


def _keys(table: type) -> tuple[str, ...]:
    return tuple(each.name for each in fields(table))


def _table(path: Path) -> type:
    return _TABLES.get(str(path[0]), Specification) if len(path) > 1 else Specification


def _header(name: str) -> str:
    return next(header for header in _HEADERS if header.strip("[]") == name)


def _line(path: Path, value: str) -> str:
    """Return the line with a value; the value alone for an element of a list."""
    *tables, key = path
    if isinstance(key, int):
        return value
    return (
        f"{tables[-1]} = {{ {key} = {value} }}"
        if isinstance(tables[-1], str) and len(tables) > 1
        else f"{key} = {value}"
    )


def _example(path: Path) -> str:
    """Return an example of a value, from the model."""
    key = next(str(step) for step in reversed(path) if isinstance(step, str))
    metadata = next((each.metadata for each in fields(_table(path)) if each.name == key), {})
    return _toml(metadata[EXAMPLE]) if EXAMPLE in metadata else '"..."'


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
    return json.dumps(value)
