"""The JSON Schema of a specification, for editors: the types of its keys, and the rules between keys.

It has the draft that the TOML plugins of editors read. It accepts every specification that rkconf accepts; rkconf also
checks what a schema cannot express, such as the ports of two kernels.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from rkconf.entries import keys
from rkconf.link.name import PRIVILEGED
from rkconf.spec.checks import LOCAL, NOT_FOR_BASIC, NOT_FOR_MATHSSH

Schema: TypeAlias = dict[str, Any]

ADDRESS = "https://raw.githubusercontent.com/rkconf/rkconf/main/schemas/spec.schema.json"
"""The address of the schema, which is its ``$id``."""
DIRECTIVE = f"#:schema {ADDRESS}"
"""The first line of a specification, by which editors find the schema."""

_DRAFT = "http://json-schema.org/draft-07/schema#"
_REFERENCE = "#/definitions/{model}"


_REFUSED: Schema = {"allOf": [False]}
"""The schema of the value of a key that is unknown or excluded. For a plain ``False``, editors mark the whole table."""
_PORTS: Schema = {
    "type": "array",
    "items": {"type": "integer", "minimum": PRIVILEGED, "maximum": 65535},
    "minItems": 2,
    "maxItems": 2,
    "uniqueItems": True,
}
_PATH: Schema = {"pattern": "^[^~-]"}
_NOT_BLANK: Schema = {"pattern": r"\S"}
_MORE: dict[str, Schema] = {
    "name": _NOT_BLANK,
    "kernel": _PATH,
    "kernel_init": _PATH,
    "launch_command": _NOT_BLANK,
    "command": _NOT_BLANK,
    "host": {"pattern": r"^[A-Za-z0-9_:.\[][A-Za-z0-9_.:%\[\]-]*$"},
    "user": {"pattern": "^[A-Za-z0-9_][A-Za-z0-9._-]*$"},
    "ssh": {"propertyNames": {"pattern": "^[A-Za-z][A-Za-z0-9]*$"}},
}
"""The forms of texts that every valid specification has."""


def _given(*required: str, **values: object) -> Schema:
    """Return the condition that a table has these keys, and these keys with these values."""
    wanted = {key: {"const": value} for key, value in values.items()}
    return {"required": [*required, *values], **({"properties": wanted} if wanted else {})}


def _if(condition: Schema, then: Schema, comment: str) -> Schema:
    return {"$comment": comment, "if": condition, "then": then}


def _no(names: Iterable[str]) -> Schema:
    return {"properties": dict.fromkeys(names, _REFUSED)}


def _needs(key: str, comment: str, *, unless: Iterable[Schema], where: Schema | None = None) -> Schema:
    """Return the rule that a table has a key: editors then report the missing key, and not a list of alternatives."""
    other = {"not": {"anyOf": list(unless)}}
    return _if({"allOf": [where, other]} if where else other, {"required": [key]}, comment)


_VERBATIM = _given("launch_command")
_BASIC = _given(options="basic")
_NAMED_IN_EXTRA: Schema = {
    "required": ["extra", "options"],
    "properties": {"options": {"const": "basic"}, "extra": {"required": [keys.BASIC[0]]}},
}
_PROGRAM_IS_NEEDED = "the system is needed for the usual path of the kernel, or the path itself as kernel"
_FIXED_KERNEL: tuple[Schema, ...] = (
    _needs(
        "ports",
        "two fixed ports are needed",
        unless=[_given("mlopen_arguments")],
        where=_given(connection="fixed-ports"),
    ),
    _needs(
        "ports",
        "a tunnel needs two ports",
        unless=[_given("mlopen_arguments", "launch_command")],
        where=_given(connection="tunnel"),
    ),
)
_DIRECT = _if(
    {"anyOf": [_given(connection="direct"), {"not": _given("connection")}]},
    _no(["ports"]),
    "a direct connection uses any free ports",
)
_KERNEL: tuple[Schema, ...] = (
    _needs("host", "the machine is needed", unless=[_VERBATIM, _NAMED_IN_EXTRA]),
    _needs("os", _PROGRAM_IS_NEEDED, unless=[_given("kernel"), _VERBATIM, _BASIC]),
    _needs(
        "launch_command",
        "it is unknown how ssh starts a kernel on Windows",
        unless=[_BASIC],
        where=_given(os="windows"),
    ),
    *_FIXED_KERNEL,
    _DIRECT,
    {
        "$comment": "this is the name of the kernel on the Front End's own machine",
        "properties": {"name": {"not": {"const": LOCAL}}},
    },
    {
        "$comment": "rkconf writes these keys itself",
        "properties": {"extra": {"propertyNames": {"not": {"enum": sorted(keys.BOOLEANS)}}}},
    },
)
_PARALLEL: tuple[Schema, ...] = (
    _needs("os", _PROGRAM_IS_NEEDED, unless=[_given("kernel"), _given("command")]),
    {
        "$comment": "the kernel that starts parallel kernels picks the ports",
        "properties": {"connection": {"not": {"const": "fixed-ports"}}},
    },
    _DIRECT,
    _if(_given("ports"), {"properties": {"count": {"const": 1}}}, "two ports are enough for one kernel"),
    _if(_given("forward_port"), _given(method="forward"), "only the method forward has a separate port"),
)


def _exclusive() -> Iterator[Schema]:
    """Yield the keys that exclude others."""
    yield _if(_BASIC, _no(NOT_FOR_BASIC), "Basic Options have only host and user")
    by_mathssh = {**_given(transport="mathssh"), "not": _VERBATIM}
    allowed = {**_no(NOT_FOR_MATHSSH)["properties"], "connection": {"const": "direct"}}
    yield _if(by_mathssh, {"properties": allowed}, "mathssh has no options and only direct connections")


def schema() -> Schema:
    """Return the schema."""
    from rkconf.spec.validation import json_schema

    described = json_schema(_REFERENCE)
    tables = {name: _table(table) for name, table in described.pop("$defs").items()}
    tables["Kernel"]["allOf"] = [*_KERNEL, *_exclusive()]
    tables["Parallel"]["allOf"] = list(_PARALLEL)
    return {"$schema": _DRAFT, "$id": ADDRESS, **_table(described), "definitions": tables}


def _table(table: Schema) -> Schema:
    """Return a table without what means nothing in TOML: the titles of keys, and null."""
    properties = {key: _value(key, value) for key, value in table["properties"].items()}
    kept = {key: value for key, value in table.items() if key != "title"}
    return {**kept, "properties": properties, "additionalProperties": _REFUSED}


def _value(key: str, value: Schema) -> Schema:
    """Return the schema of a value."""
    either = [each for each in value.get("anyOf", ()) if each != {"type": "null"}]
    kept = {name: each for name, each in value.items() if name not in {"title", "anyOf"}}
    if either and kept.get("default", ...) is None:
        del kept["default"]
    if "$ref" in kept:
        # This draft ignores everything beside a reference.
        return {"allOf": [{"$ref": kept["$ref"]}], "description": kept["description"]}
    merged = {**(either[0] if either else {}), **kept}
    return {**merged, **_MORE.get(key, {})} if key != "ports" else {**kept, **_PORTS}
