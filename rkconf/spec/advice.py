"""Advise about keys and types of a specification: the line to write instead."""

import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from rkconf.diagnostics import enumeration
from rkconf.record import fields
from rkconf.spec.model import EXAMPLE, FrontEnd, Kernel, Parallel, Specification
from rkconf.spelling import VALUE_SIMILARITY, closest
from rkconf.toml import Path

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_LIMITS = ("greater_than_equal", "less_than_equal")
_HEADERS: dict[str, type] = {"[frontend]": FrontEnd, "[[kernels]]": Kernel, "[[parallel]]": Parallel}
_TABLES = {header.strip("[]"): table for header, table in _HEADERS.items()}
_LISTS = ("kernels", "parallel")
_EXAMPLES = ("name", "host", "user", "kernel")
"""The keys of texts whose example shows how a text must be."""
_LOGIN = re.compile(
    r"(?:ssh://)?(?:(?P<user>[A-Za-z0-9_][\w.-]*)@)?(?P<host>[A-Za-z0-9_][\w.-]*)(?::(?P<port>[0-9]{1,5}))?/?", re.ASCII
)
"""A login without a password."""
_PLAIN = re.compile(r"[A-Za-z0-9_./-]+")
_SETTING = re.compile(r"([A-Za-z]+)=([A-Za-z0-9_./@-]+)")
_SECONDS = re.compile(r"\s*([0-9]{1,9})\s*(?:s|sec|seconds)?\s*")
_TRUTH = {"yes": "true", "on": "true", "true": "true", "1": "true", "no": "false", "off": "false", "false": "false"}


def for_unknown_key(path: Path) -> str:
    """Return the key that was meant, the table that it belongs to, or the known keys."""
    word, table = str(path[-1]), _table(path)
    known = _keys(table)
    near = closest(word, known, kind="specification")
    belongs = [header for header, each in _HEADERS.items() if each is not table and word in _keys(each)]
    if table is Specification and near:
        return f"write {_header(near)}{', with two brackets' if near in _LISTS else ''}"
    if table is not Specification and word in _TABLES:
        return f"write a line {_header(word)}, and its keys below it"
    # A key of another table may resemble one of this table; only a synonym is nearer.
    if belongs and not closest(word, known, similarity=1, kind="specification"):
        return f"write it below a line {' or '.join(belongs)}"
    return f"did you mean {near}?" if near else f"known: {', '.join(known)}"


def meant_key(path: Path) -> str | None:
    """Return the key of the same table that an unknown one resembles, or means; None if it is none of them."""
    return closest(str(path[-1]), _keys(_table(path)), kind="specification")


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
    if path[-1] == "host" and isinstance(details["input"], list):
        return f"write one table {_header(str(path[0]))} for each host"
    if isinstance(path[-1], int) and details["type"] in _LIMITS:
        return f"write {path[-2]} = {_example(path)}"
    suggest = _SUGGESTIONS.get(details["type"])
    value = suggest(details, text) if suggest else ""
    return f"write {_line(path, value)}" if value else ""


def for_ports(given: object) -> str:
    """Return the line to write instead of a list that has not two ports."""
    first = given[:2] if isinstance(given, list | tuple) and len(given) > 1 else None
    return f"write ports = {_toml(first) if first else _example(('kernels', 'ports'))}"


def for_login(key: str, text: str) -> str:
    """Return the lines to write instead of a host or user that contains other parts of a login; may be empty."""
    found = _LOGIN.fullmatch(text)
    if key not in {"host", "user"} or not found:
        return f"write a text such as {key} = {_example(('kernels', key))}" if key in _EXAMPLES else ""
    parts = {"host": found["host"], "user": found["user"]} if key == "host" else {"user": found["user"]}
    lines = [f'{name} = "{part}"' for name, part in parts.items() if part]
    lines += [f"port = {found['port']}"] if found["port"] and key == "host" else []
    return f"write {enumeration(lines)}" if lines else ""


def _text(details: "ErrorDetails", text: str) -> str:
    value = details["input"]
    if isinstance(value, bool) and "ssh" in details["loc"][:-1]:
        return '"yes"' if value else '"no"'
    return _example(details["loc"]) if isinstance(value, list | dict) else f'"{text}"'


def _number(details: "ErrorDetails", _text: str) -> str:
    value = details["input"]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    found = _SECONDS.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else _example(details["loc"])


def _truth(details: "ErrorDetails", _text: str) -> str:
    return _TRUTH.get(str(details["input"]).casefold(), "true")


def _list(details: "ErrorDetails", text: str) -> str:
    """Return the list that was meant by a single value: its numbers, or its number and the next one."""
    numbers = [int(each) for each in re.findall(r"\d{1,5}", text)]
    if details["loc"][-1] != "ports":
        words = details["input"].split() if isinstance(details["input"], str) else []
        return _toml(words) if words and all(map(_PLAIN.fullmatch, words)) else _example(details["loc"])
    if not numbers:
        return _example(details["loc"])
    return f"[{numbers[0]}, {numbers[1] if len(numbers) > 1 else numbers[0] + 1}]"


def _table_value(details: "ErrorDetails", _text: str) -> str:
    """Return the table that was meant by settings such as `BatchMode=yes`."""
    value = details["input"]
    pairs = [_SETTING.fullmatch(str(each)) for each in (value if isinstance(value, list) else [value])]
    given = {each[1]: each[2] for each in pairs if each}
    return _toml(given) if given and None not in pairs else _example(details["loc"])


def _limit(details: "ErrorDetails", _text: str) -> str:
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
    "greater_than_equal": _limit,
    "less_than_equal": _limit,
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
