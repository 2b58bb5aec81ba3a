"""Classes for values: `record` makes what ``dataclass(frozen=True, slots=True)`` makes, without `dataclasses`.

That module would take a quarter of a short run: its own import, and the eight functions that it writes and compiles for
each class. Records share their functions. ARCHITECTURE.md, "Speed", has the numbers, and what else was tried.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, partial
from operator import attrgetter, eq, ge, gt, le, lt
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, NoReturn, TypeVar, dataclass_transform, overload

from rkconf.initializers import Complete, Setter, initializer

Class = TypeVar("Class", bound=type)
_Method = Callable[..., Any]
_Values = Callable[[Any], tuple[object, ...]]

REQUIRED: Final = object()
"""The default of a field that has none."""
_FIELDS = "__record_fields__"


class FrozenError(AttributeError):
    """A field of a record was to be set."""


class RecordField:
    """A field of a record, made by `field` or by its annotation."""

    __slots__ = ("compare", "default", "default_factory", "kind", "metadata", "name", "repr")

    def __init__(
        self,
        default: object = REQUIRED,
        default_factory: Callable[[], object] | None = None,
        *,
        compare: bool = True,
        repr: bool = True,  # noqa: A002 - the name in `dataclasses`, which type checkers know
        metadata: Mapping[str, object] = MappingProxyType({}),
    ) -> None:
        self.name = ""
        self.kind: Any = None
        """Its annotation."""
        self.default = default
        self.default_factory = default_factory
        self.compare = compare
        self.repr = repr
        self.metadata = metadata

    @property
    def is_required(self) -> bool:
        """Whether it has no default."""
        return self.default is REQUIRED and self.default_factory is None

    @property
    def initial(self) -> object:
        """The value where none is given; `REQUIRED` if there is none."""
        return self.default_factory() if self.default_factory else self.default


def field(
    *,
    default: Any = REQUIRED,  # noqa: ANN401 - of any type
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    repr: bool = True,  # noqa: A002 - the name in `dataclasses`, which type checkers know
    kw_only: bool = False,  # noqa: ARG001 - for type checkers
    metadata: Mapping[str, object] = MappingProxyType({}),
) -> Any:  # noqa: ANN401 - the type is that of the annotation
    """Declare a field with other properties than those of an annotation alone.

    Args:
        default: Its value where none is given.
        default_factory: Makes that value, a new one for each object.
        compare: Whether the field counts in comparisons.
        repr: Whether it is shown by ``repr``.
        kw_only: Whether it is given by name.
        metadata: For those who read the fields.
    """
    return RecordField(default, default_factory, compare=compare, repr=repr, metadata=metadata)


def fields(kind: Any) -> tuple[RecordField, ...]:  # noqa: ANN401 - any record, or its class
    """Return the fields of a record, those of its base classes first."""
    every: tuple[RecordField, ...] = getattr(kind, _FIELDS)
    return every


def is_record(kind: object) -> bool:
    """Return whether this is a record, or the class of one."""
    return hasattr(kind, _FIELDS)


def as_dict(value: object) -> dict[str, object]:
    """Return the fields of a record by their names; their values are not converted."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


if TYPE_CHECKING:
    # A type checker knows the fields that this one may name.
    from dataclasses import replace as replace  # noqa: PLC0414 - it is exported
else:

    def replace(value: object, /, **changes: object) -> object:
        """Return a record with other values of some fields."""
        kind = type(value)
        names = kind.__match_args__
        values = [changes.pop(name) if name in changes else getattr(value, name) for name in names]
        return kind(*values, **changes)


@overload
def record(cls: Class, /) -> Class: ...
@overload
def record(
    *, frozen: bool = True, eq: bool = True, order: bool = False, kw_only: bool = False
) -> Callable[[Class], Class]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(
    cls: Class | None = None,
    /,
    *,
    frozen: bool = True,
    eq: bool = True,
    order: bool = False,
    kw_only: bool = False,  # noqa: ARG001 - for type checkers
) -> Class | Callable[[Class], Class]:
    """Make a class whose objects are their fields.

    Args:
        cls: The class, with annotated fields. One with a `cached_property` has no slots.
        frozen: Whether no field of an object can be set.
        eq: Whether objects of the class with equal fields are equal; otherwise an object equals only itself.
        order: Whether objects are ordered as the tuples of their fields are.
        kw_only: Whether fields are given by name.
    """
    if cls is None:
        return partial(_made, frozen=frozen, eq=eq, order=order)
    made: Class = _made(cls, frozen=frozen, eq=eq, order=order)
    return made


def _made(cls: Any, *, frozen: bool, eq: bool, order: bool) -> Any:  # noqa: ANN401 - any class
    own = _own_fields(cls)
    inherited = {each.name: each for each in fields(cls)} if is_record(cls) else {}
    every = tuple({**inherited, **own}.values())
    methods = _methods(every, frozen=frozen, eq=eq, order=order)
    new = _slotted(cls, own, [name for name in own if name not in inherited], methods)
    # Set later, since it sets the slots of the class.
    if "__init__" not in vars(cls):
        new.__init__ = initializer([_setter(new, each.name) for each in every], _completing(new, every))
    return new


def _own_fields(cls: Any) -> dict[str, RecordField]:  # noqa: ANN401 - any class
    own: dict[str, RecordField] = {}
    given = vars(cls)
    for name, kind in cls.__annotations__.items():
        if getattr(kind, "__origin__", kind) is ClassVar:
            continue
        default = given.get(name, REQUIRED)
        own[name] = each = default if isinstance(default, RecordField) else RecordField(default)
        each.name, each.kind = name, kind
    return own


def _slotted(cls: Any, own: Iterable[str], new_names: Sequence[str], given: Mapping[str, object]) -> Any:  # noqa: ANN401 - any class
    """Return the class with a slot for each new field, without defaults in the class, and with what it does not define.

    The objects of a class with a `cached_property` keep a dictionary instead. Everything is in the class when it is
    made: each method that is set later would take as long as a tenth of that.
    """
    body = {**given, **vars(cls)}
    # The last two belong to the objects of the class that is replaced.
    for name in (*own, "__dict__", "__weakref__"):
        body.pop(name, None)
    if cached_property not in map(type, body.values()):
        body["__slots__"] = new_names
    new = type(cls)(cls.__name__, cls.__bases__, body)
    new.__qualname__ = cls.__qualname__
    return new


def _methods(every: Sequence[RecordField], *, frozen: bool, eq: bool, order: bool) -> dict[str, object]:
    methods: dict[str, object] = {_FIELDS: every, "__match_args__": tuple(each.name for each in every)}
    methods |= {"__repr__": _represented, "__reduce__": _reduced}
    if frozen:
        methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
    if eq:
        values = _values(each.name for each in every if each.compare)
        methods |= _comparisons(values, order=order)
        # An object that can change must not be the key of a dictionary.
        methods["__hash__"] = _hashing(values) if frozen else None
    return methods


def _setter(cls: type, name: str) -> Setter:
    """Return the function that sets a field; it works for objects that are frozen."""
    slot: Any = getattr(cls, name, None)
    set_slot: Setter | None = getattr(slot, "__set__", None)
    return set_slot or (lambda self, value: object.__setattr__(self, name, value))


def _completing(cls: type, every: Sequence[RecordField]) -> Complete:
    """Return the function that completes the values of an object; without names and factories it needs no loop."""
    defaults = tuple([each.default for each in every])
    required = [at for at, default in enumerate(defaults, start=1) if default is REQUIRED]
    needed = required[-1] if required else 0

    def complete(values: Sequence[object], named: Mapping[str, object]) -> tuple[object, ...]:
        if not named and needed <= len(values) < len(defaults):
            return (*values, *defaults[len(values) :])
        return _complete(cls, every, values, named)

    return complete


def _complete(
    cls: type, every: Sequence[RecordField], values: Sequence[object], named: Mapping[str, object]
) -> tuple[object, ...]:
    """Return the values of all fields.

    Raises:
        TypeError: A field without a default is missing, or a value belongs to no field.
    """
    found: list[object] = []
    taken, is_complete = 0, len(values) <= len(every)
    for each in every[len(values) :]:
        if each.name in named:
            found.append(named[each.name])
            taken += 1
        elif each.default is not REQUIRED:
            found.append(each.default)
        elif each.default_factory:
            found.append(each.default_factory())
        else:
            is_complete = False
    if not is_complete or taken < len(named):
        message = f"{cls.__qualname__} has the fields {', '.join(each.name for each in every)}"
        raise TypeError(message)
    return (*values, *found)


def _represented(self: Any) -> str:  # noqa: ANN401 - any record
    shown = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _reduced(self: Any) -> tuple[type, tuple[object, ...]]:  # noqa: ANN401 - any record
    """Return what copies and worker processes make an equal object from."""
    return type(self), tuple(getattr(self, each.name) for each in fields(self))


def _refuse(self: object, name: str, *_: object) -> NoReturn:
    message = f"{type(self).__qualname__}.{name} cannot be changed"
    raise FrozenError(message)


def _values(given: Iterable[str]) -> _Values:
    names = tuple(given)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple([getattr(self, name) for name in names])


def _hashing(values: _Values) -> _Method:
    return lambda self: hash(values(self))


def _comparisons(values: _Values, *, order: bool) -> Mapping[str, _Method]:
    compared = {"__eq__": eq, **({"__lt__": lt, "__le__": le, "__gt__": gt, "__ge__": ge} if order else {})}
    return {name: _comparing(compare, values) for name, compare in compared.items()}


def _comparing(compare: Callable[[Any, Any], bool], values: _Values) -> _Method:
    def comparison(self: object, other: object) -> bool:
        return compare(values(self), values(other)) if type(other) is type(self) else NotImplemented

    return comparison
