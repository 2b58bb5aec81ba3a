"""Typed rows of a table of facts."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Row = TypeVar("Row")


def typed(kind: type[Row], place: str, values: Mapping[str, Any]) -> Row:
    """Return the values of a row as an instance of a dataclass; lists become tuples.

    Raises:
        ValueError: A value is missing, unknown or wrong; the message begins with ``place``, the file and the row.
    """
    given = {key: _frozen(value) for key, value in values.items()}
    faults = tuple(_faults(kind, given))
    if faults:
        message = f"{place}: {', '.join(faults)}"
        raise ValueError(message)
    return kind(**given)


def _frozen(value: Any) -> Any:  # noqa: ANN401 - any value of TOML
    if isinstance(value, dict):
        return {key: _frozen(each) for key, each in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _faults(kind: Any, given: Mapping[str, Any]) -> Iterator[str]:  # noqa: ANN401 - a dataclass
    types, required = _types(kind), _required(kind)
    yield from (f"`{key}` is unknown" for key in given if key not in types)
    yield from (f"`{key}` is missing" for key in required if key not in given)
    for key, value in given.items():
        if key in types and not _fits(value, types[key]):
            yield f"`{key}` cannot be {value!r}"


@cache
def _types(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a dataclass
    return get_type_hints(kind)


@cache
def _required(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a dataclass
    return tuple(each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING)


def _fits(value: object, wanted: Any) -> bool:  # noqa: ANN401 - a type as `get_type_hints` returns it
    arguments = get_args(wanted)
    if get_origin(wanted) is Literal:
        return value in arguments
    if isinstance(value, tuple):
        return get_origin(wanted) is tuple and all(_fits(each, arguments[0]) for each in value)
    if isinstance(value, dict):
        return get_origin(wanted) is Mapping and all(_fits(each, arguments[1]) for each in value.values())
    return type(value) is wanted
