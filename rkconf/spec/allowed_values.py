"""The values that the type of a field allows, for tables that rkconf has made: numbers in limits, and choices."""

from typing import Annotated, Any, Literal, get_args, get_origin

from rkconf.record import fields, record


@record
class Limits:
    """The limits of a whole number; a field has them as ``Annotated[int, Limits(1)]``."""

    least: int
    greatest: int | None = None

    def error(self, number: int) -> str | None:
        """Return what is wrong with a number."""
        if number < self.least:
            return f"at least {self.least}"
        return f"at most {self.greatest}" if self.greatest is not None and number > self.greatest else None


def value_error(table: object) -> str | None:
    """Return the first value of a record that its field does not allow, as a sentence; None if there is none."""
    errors = ((each.name, _error(each.kind, getattr(table, each.name))) for each in fields(table))
    return next((f"{name} must be {error}" for name, error in errors if error), None)


def _error(kind: Any, value: Any) -> str | None:  # noqa: ANN401 - a type as an annotation gives it, and its value
    origin, parts = get_origin(kind), get_args(kind)
    if value is None or not parts:
        return None
    if origin is Literal:
        return None if value in parts else " or ".join(f'"{each}"' for each in parts)
    if origin is Annotated:
        return next((each.error(value) for each in parts[1:] if isinstance(each, Limits)), None)
    if origin is tuple:
        kinds = (parts[0],) * len(value) if parts[-1] is ... else parts
        if len(kinds) != len(value):
            return f"a list of {len(kinds)}"
        return next((error for each, item in zip(kinds, value, strict=True) if (error := _error(each, item))), None)
    return next((error for each in parts if (error := _error(each, value))), None)
