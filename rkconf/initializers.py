"""The `__init__` of records: one for any number of fields, and faster ones for the numbers that most objects have.

Half of all records have two fields or four: places, and texts with their places. Without a loop they are made in half
of the time.
"""

from collections.abc import Callable, Mapping, Sequence

Setter = Callable[[object, object], None]
"""Sets one field of an object."""
Complete = Callable[[Sequence[object], Mapping[str, object]], tuple[object, ...]]
"""Returns the values of all fields for values by place and by name."""
Initializer = Callable[..., None]


def initializer(setters: Sequence[Setter], complete: Complete) -> Initializer:
    """Return an `__init__`.

    Args:
        setters: Sets each field.
        complete: Called with the arguments if they are not one value by place for each field.
    """
    return _BY_COUNT.get(len(setters), _of_any)(setters, complete)


def _of_any(setters: Sequence[Setter], complete: Complete) -> Initializer:
    count = len(setters)

    def __init__(self: object, /, *values: object, **named: object) -> None:  # noqa: N807 - it becomes that method
        if named or len(values) != count:
            values = complete(values, named)
        for set_value, value in zip(setters, values, strict=True):
            set_value(self, value)

    return __init__


def _of_two(setters: Sequence[Setter], complete: Complete) -> Initializer:
    set_first, set_second = setters

    def __init__(self: object, /, *values: object, **named: object) -> None:  # noqa: N807 - it becomes that method
        if named or len(values) != 2:  # noqa: PLR2004 - it is the number of fields
            values = complete(values, named)
        first, second = values
        set_first(self, first)
        set_second(self, second)

    return __init__


def _of_four(setters: Sequence[Setter], complete: Complete) -> Initializer:
    set_first, set_second, set_third, set_fourth = setters

    def __init__(self: object, /, *values: object, **named: object) -> None:  # noqa: N807 - it becomes that method
        if named or len(values) != 4:  # noqa: PLR2004 - it is the number of fields
            values = complete(values, named)
        first, second, third, fourth = values
        set_first(self, first)
        set_second(self, second)
        set_third(self, third)
        set_fourth(self, fourth)

    return __init__


_BY_COUNT = {2: _of_two, 4: _of_four}
