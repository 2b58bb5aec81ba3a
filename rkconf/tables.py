"""Read the tables of facts (TOML files of the package) into typed, frozen records.

``facts.json`` holds the content of all of them, since TOML takes a sixth of a short run to parse, and the declarations
of the rules, whose modules take as long to import. ``pytest --accept`` makes it, and `tests/test_tables.py` compares
the two. It is data: reading it runs no code.

A record's fields are the keys of a TOML table:

- A field without a default is required; a key that is not a field is an error.
- A field may be a plain type, a ``Literal``, a ``StrEnum``, another record, a ``tuple`` or a ``Mapping`` of any of
  these, or one of these or None.
- A record in a ``Mapping`` that has a field ``name`` gets the key of its row as its name.
- A field with the metadata `INLINE` is a record whose keys are in the table of the outer record.

pydantic could do the same, but importing it would slow down every run.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from types import MappingProxyType, UnionType
from typing import Any, Literal, TypeAlias, TypeVar, Union, get_args, get_origin

from rkconf.record import fields, is_record, record
from rkconf.resources import PACKAGE

_INLINE = "inline"
INLINE = MappingProxyType({_INLINE: True})
"""Metadata of a field whose record is written within the table of the outer record."""
_KINDS: Mapping[Any, str] = MappingProxyType({str: "a string", bool: "true or false", int: "a whole number"})
_UNKNOWN = "this field is unknown"
_MISSING = "this field is missing"

Record = TypeVar("Record")
Hint: TypeAlias = Any
"""A type as the annotation of a field gives it."""
Read: TypeAlias = Callable[[Any], Any]


class TableError(ValueError):
    """A table of facts does not have the form of its record; the message names the file, the table and the field."""


class _MismatchError(Exception):
    """A value does not fit; ``keys`` is the path to it from the outermost table."""

    def __init__(self, what: str, *keys: str) -> None:
        super().__init__(what)
        self.what = what
        self.keys = keys


def content(file: str) -> Mapping[str, Any]:
    """Return the content of a table of facts, such as ``link/flags.toml``; nobody may change it."""
    found: Mapping[str, Any] = _contents()[file]
    return found


def exists(file: str) -> bool:
    """Return whether there is a table of facts of this name."""
    return file in _contents()


@cache
def _contents() -> Mapping[str, Any]:
    """Return the content of every table of facts by its file."""
    contents: Mapping[str, Any] = json.loads((PACKAGE / "facts.json").read_bytes())
    return contents


def read(kind: type[Record], file: str, values: Mapping[str, Any] | None = None) -> Record:
    """Return ``file``, such as ``provisioning/keys.toml``, as one record; ``values`` replace the content of the file.

    Raises:
        TableError: The content does not have the form of the record.
    """
    hint: Hint = kind
    record: Record = _parse(_reader(hint), file, values)
    return record


def read_rows(kind: type[Record], file: str, values: Mapping[str, Any] | None = None) -> Mapping[str, Record]:
    """Return ``file`` as one record per table, by the name of the table; ``values`` replace the content of the file.

    Raises:
        TableError: A table does not have the form of the record.
    """
    rows: Mapping[str, Record] = _parse(partial(_mapping, str, kind), file, values)
    return rows


class DeferredRows(Mapping[str, Record]):
    """Records that are read when they are used: most runs use few of a long table."""

    def __init__(self, kind: type[Record], file: str, rows: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep the content of each record, which `read` converts."""
        self._kind, self._file, self._rows = kind, file, rows
        self._known: dict[str, Record] = {}

    def __getitem__(self, key: str) -> Record:
        """Return a record.

        Raises:
            KeyError: There is none.
            TableError: Its content does not have the form of the record.
        """
        if key not in self._known:
            self._known[key] = read(self._kind, self._file, self._rows[key])
        return self._known[key]

    def __iter__(self) -> Iterator[str]:
        """Yield the keys in the order of the table."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return the number of records."""
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        """Return whether there is a record, which is not read."""
        return key in self._rows


def _parse(parse: Read, file: str, values: Mapping[str, Any] | None) -> Any:  # noqa: ANN401 - a record or its rows
    try:
        return parse(content(file) if values is None else values)
    except _MismatchError as error:
        *tables, key = error.keys
        table = f"[{'.'.join(tables)}] " if tables else ""
        message = f"{file}: {table}{key}: {error.what}"
        raise TableError(message) from None


@cache
def _reader(hint: Hint) -> Read:
    """Return the function that reads a value of the type that an annotation gives."""
    origin: Hint = get_origin(hint)
    if origin in (Union, UnionType):
        return _reader(get_args(hint)[0])  # a key without a value is absent
    if origin in (tuple, Mapping):
        return partial({tuple: _tuple, Mapping: _mapping}[origin], *get_args(hint))
    if is_record(hint):
        return partial(_record, hint)
    if hint in _KINDS:
        return partial(_plain, hint)
    words = get_args(hint) if origin is Literal else tuple(hint)
    return partial(_one_of, {str(word): word for word in words})


def _unlike(value: object, expected: str) -> _MismatchError:
    return _MismatchError(f"{value!r} is not {expected}")


def _plain(kind: Hint, value: object) -> object:
    if type(value) is not kind:
        raise _unlike(value, _KINDS[kind])
    return value


def _one_of(words: Mapping[str, str], value: object) -> str:
    if type(value) is not str or value not in words:
        raise _unlike(value, f"one of {', '.join(words)}")
    return words[value]


def _tuple(kind: Hint, _more: object, value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _unlike(value, "a list")
    read = _reader(kind)
    try:
        return tuple(map(read, value))
    except _MismatchError:
        return tuple(_within(str(number), read, each) for number, each in enumerate(value, start=1))


def _mapping(key: Hint, kind: Hint, value: object) -> Mapping[Any, Any]:
    rows = _table(value)
    if is_record(kind) and any(each.name == "name" for each in fields(kind)):
        rows = {name: {**_within(name, _table, row), "name": name} for name, row in rows.items()}
    read_key, read_value = _reader(key), _reader(kind)
    return MappingProxyType(
        {_within(name, read_key, name): _within(name, read_value, row) for name, row in rows.items()}
    )


def _table(value: object) -> Mapping[str, Any]:
    if type(value) is not dict and not isinstance(value, Mapping):  # the first is quick, and true of most
        raise _unlike(value, "a table")
    return value


def _within(key: str, parse: Read, value: object) -> Any:  # noqa: ANN401 - what ``parse`` returns
    try:
        return parse(value)
    except _MismatchError as error:
        raise _MismatchError(error.what, key, *error.keys) from None


@record
class _RecordForm:
    """The fields of a record."""

    readers: Mapping[str, Read]
    """The fields that have a key, each with the function that reads it."""
    required: frozenset[str]
    """The fields without a default."""
    inline: Mapping[str, tuple[Hint, frozenset[str]]]
    """The fields that are inline records, each with the record and its keys."""


@cache
def _form(kind: Hint) -> _RecordForm:
    every = fields(kind)
    hints: dict[str, Hint] = {each.name: each.kind for each in every if _INLINE not in each.metadata}
    readers = {name: _reader(hint) for name, hint in hints.items()}
    required = (each.name for each in every if each.is_required)
    inline = {each.name: _inline(each.kind) for each in every if _INLINE in each.metadata}
    return _RecordForm(readers, frozenset(required), inline)


def _inline(hint: Hint) -> tuple[Hint, frozenset[str]]:
    record = hint if is_record(hint) else get_args(hint)[0]
    return record, frozenset(each.name for each in fields(record))


def _record(kind: Hint, value: object) -> object:
    values, form = _table(value), _form(kind)
    given: dict[str, Any] = {}
    for name, (inner_kind, keys) in form.inline.items():
        inner = {key: each for key, each in values.items() if key in keys}
        values = {key: each for key, each in values.items() if key not in keys}
        if inner or name in form.required:
            given[name] = _record(inner_kind, inner)
    readers = form.readers
    for name, each in values.items():
        if name not in readers:
            raise _MismatchError(_UNKNOWN, name)
        given[name] = _within(name, readers[name], each)
    if missing := form.required - given.keys():
        raise _MismatchError(_MISSING, min(missing))
    return kind(**given)
