"""Validate what a person wrote, with models that pydantic makes from the records of a specification.

This is the only module of a specification that imports pydantic: it takes as long as everything else together.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetJsonSchemaHandler, ValidationError, create_model
from pydantic_core import CoreSchema, ErrorDetails

from rkconf.record import RecordField, fields, is_record
from rkconf.spec.allowed_values import Limits
from rkconf.spec.docstrings import docstrings
from rkconf.spec.model import EXAMPLE, Specification

Hint: TypeAlias = Any
"""A type as the annotation of a field gives it."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def validated(data: Mapping[str, Any]) -> Specification | Sequence[ErrorDetails]:
    """Return the specification that TOML contains, or the errors in it."""
    try:
        made = model(Specification).model_validate(data)
    except ValidationError as error:
        return error.errors()
    specification: Specification = _value(Specification, made)
    return specification


def json_schema(reference: str) -> dict[str, Any]:
    """Return the types of all keys as a JSON Schema; ``reference`` is the form of a reference to a table."""
    return model(Specification).model_json_schema(ref_template=reference)


@cache
def model(kind: type) -> type[BaseModel]:
    """Return the model of a record: it has the same fields."""
    made: dict[str, Any] = {each.name: (_hint(each.kind), _field(each)) for each in fields(kind)}
    return create_model(kind.__name__, __base__=_described(kind), __doc__=kind.__doc__, **made)


def _described(kind: type) -> type[BaseModel]:
    """Return the base of a model, whose schema has the docstrings of the record's fields."""

    class Described(_Table):
        @classmethod
        def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
            made = handler(schema)
            properties = handler.resolve_ref_schema(made)["properties"]
            for name, text in docstrings(kind).items():
                properties[name]["description"] = text
            return made

    return Described


def _field(given: RecordField) -> Any:  # noqa: ANN401 - of a type that pydantic keeps to itself
    examples = [given.metadata[EXAMPLE]] if EXAMPLE in given.metadata else None
    if given.is_required:
        return Field(examples=examples)
    if given.default_factory:
        return Field(default_factory=given.default_factory, examples=examples)
    default = model(given.kind)() if is_record(given.default) else given.default
    return Field(default=default, examples=examples)


def _hint(kind: Hint) -> Hint:
    """Return the type of a field for pydantic."""
    origin: Hint = get_origin(kind)
    parts = get_args(kind)
    if is_record(kind):
        return model(kind)
    if origin in {UnionType, Union}:
        return Union[tuple(map(_hint, parts))]  # noqa: UP007 - of a computed number of types
    if origin is tuple:
        # TOML has lists where the record has tuples; the elements are still validated strictly.
        return Annotated[tuple.__class_getitem__(tuple(map(_hint, parts))), Field(strict=False)]
    if origin is Annotated:
        return Annotated[(parts[0], *map(_constraint, parts[1:]))]
    return kind


def _constraint(given: Any) -> Any:  # noqa: ANN401 - anything that an annotation may contain
    """Return the limits of a number, or a function that makes the value of the one that was written, for pydantic."""
    return Field(ge=given.least, le=given.greatest) if isinstance(given, Limits) else AfterValidator(given)


def _value(kind: Hint, value: Any) -> Any:  # noqa: ANN401 - whatever a table contains
    """Return a value with records instead of models."""
    if isinstance(value, BaseModel):
        return kind(**{each.name: _value(each.kind, getattr(value, each.name)) for each in fields(kind)})
    if isinstance(value, tuple) and len(get_args(kind)) > 1 and get_args(kind)[1] is ...:
        return tuple(_value(get_args(kind)[0], each) for each in value)
    return value
