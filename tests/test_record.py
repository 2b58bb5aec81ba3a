"""A record is a frozen value: its objects are equal, ordered, copied and shown by their fields."""

import pickle
from functools import cached_property
from typing import Any, ClassVar

import pytest

from rkconf.record import FrozenError, field, fields, is_record, record, replace


@record
class Point:
    kind: ClassVar = "point"

    x: int
    y: int = 0
    note: str = field(default="", compare=False, repr=False)
    tags: list[str] = field(default_factory=list, compare=False)


@record
class Place(Point):
    y: int
    name: str = "nowhere"


@record(order=True)
class Ordered:
    x: int
    y: int


@record(eq=False)
class Unique:
    x: int


@record(frozen=False)
class Changing:
    x: int


@record
class Remembering:
    x: int

    @cached_property
    def double(self) -> int:
        return 2 * self.x


@pytest.mark.parametrize(
    ("made", "values"),
    [
        pytest.param(Point(1, 2), (1, 2, "", []), id="by place"),
        pytest.param(Point(y=2, x=1), (1, 2, "", []), id="by name"),
        pytest.param(Point(1), (1, 0, "", []), id="with defaults"),
        pytest.param(Place(1, 2), (1, 2, "", [], "nowhere"), id="with the fields of a base class first"),
    ],
)
def test_a_record_has_the_values_of_its_fields(made: Point, values: tuple[Any, ...]) -> None:
    assert tuple(getattr(made, each.name) for each in fields(made)) == values


@pytest.mark.parametrize(
    ("values", "named"),
    [
        pytest.param((), {}, id="a value is missing"),
        pytest.param((1, 2, "", [], 5), {}, id="a value is left over"),
        pytest.param((1,), {"z": 1}, id="a name is unknown"),
        pytest.param((1,), {"x": 1}, id="a field is given twice"),
    ],
)
def test_wrong_values_are_an_error_that_lists_the_fields(values: tuple[Any, ...], named: dict[str, Any]) -> None:
    make: Any = Point
    with pytest.raises(TypeError, match="x, y, note, tags"):
        make(*values, **named)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("change", [-1, 1], ids=["too few", "too many"])
def test_a_record_of_any_size_takes_as_many_values_as_it_has_fields(count: int, change: int) -> None:
    names = [f"field{number}" for number in range(count)]
    made: Any = record(type("Made", (), {"__annotations__": dict.fromkeys(names, int)}))
    values = tuple(range(count))
    by_name = made(**dict(zip(names, values, strict=True)))
    assert made(*values) == by_name
    assert tuple(getattr(by_name, name) for name in names) == values
    with pytest.raises(TypeError, match="field0"):
        made(*range(count + change))


def test_a_default_that_is_made_is_made_for_each_object() -> None:
    assert Point(1).tags is not Point(1).tags


def test_only_compared_fields_of_the_same_class_make_objects_equal() -> None:
    assert Point(1, note="a") == Point(1, note="b") != Point(2)
    assert len({Point(1, note="a"), Point(1, note="b")}) == 1
    assert Point(1, 2) != Place(1, 2)
    assert Unique(1) != Unique(1)


def test_order_is_that_of_the_fields() -> None:
    assert sorted([Ordered(2, 0), Ordered(1, 5), Ordered(1, 1)]) == [Ordered(1, 1), Ordered(1, 5), Ordered(2, 0)]


@pytest.mark.parametrize("name", ["x", "other"])
def test_a_frozen_record_cannot_be_changed(name: str) -> None:
    with pytest.raises(FrozenError):
        setattr(Point(1), name, 2)
    with pytest.raises(FrozenError):
        delattr(Point(1), name)


def test_another_record_can_be_changed_and_has_no_hash() -> None:
    changing = Changing(1)
    changing.x = 2
    assert changing == Changing(2)
    with pytest.raises(TypeError):
        hash(changing)


def test_replace_changes_some_fields() -> None:
    assert replace(Place(1, 2, name="here"), x=3) == Place(3, 2, name="here")


def test_a_copy_through_bytes_is_equal() -> None:
    assert pickle.loads(pickle.dumps(Place(1, 2))) == Place(1, 2)  # noqa: S301 - its own bytes


def test_a_record_shows_its_fields() -> None:
    assert repr(Point(1, note="secret")) == "Point(x=1, y=0, tags=[])"


def test_objects_have_no_dictionary_unless_they_remember_a_value() -> None:
    assert not hasattr(Point(1), "__dict__")
    remembering = Remembering(2)
    assert (remembering.double, remembering.double) == (4, 4)


def test_a_record_can_be_matched() -> None:
    match Point(1, 2):
        case Point(1, y):
            assert y == 2


def test_records_are_known() -> None:
    assert is_record(Point)
    assert is_record(Point(1))
    assert not is_record(int)
