"""The rows of a specification that a command asks for by name; errors in the others do not concern it."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rkconf.source import Span
from rkconf.toml import Path, Places

_LISTS = ("kernels", "parallel")


def row_at(span: Span, places: Places) -> Path | None:
    """Return the path of the row that contains a place; None if no row does."""
    inside = (
        path[:2]
        for path, place in places.by_path.items()
        if path[0] in _LISTS and len(path) > 1 and (place.key.covers(span) or place.value.covers(span))
    )
    return next(inside, None)


def is_asked_for(path: Path | None, data: Mapping[str, Any], names: Collection[str]) -> bool:
    """Return whether a command asks for a row: it names the row or none, or the path is not that of a row."""
    if not names or path is None:
        return True
    row = data[str(path[0])][path[1]]
    return isinstance(row, dict) and row.get("name") in names


def row_names(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of all rows, as far as the values are of the right types."""
    for each in _LISTS:
        rows = data.get(each)
        for row in rows if isinstance(rows, list) else ():
            name = row.get("name") if isinstance(row, dict) else None
            if isinstance(name, str):
                yield name


def without(dropped: Collection[Path], data: dict[str, Any], places: Places) -> tuple[dict[str, Any], Places]:
    """Return the values and the places without some rows; the rows after them get their indices."""
    values = dict(data)
    moved: dict[Path, Path] = {}
    for name in _LISTS:
        if isinstance(values.get(name), list):
            kept = [index for index in range(len(values[name])) if (name, index) not in dropped]
            moved |= {(name, old): (name, new) for new, old in enumerate(kept)}
            values[name] = [values[name][index] for index in kept]
    found = {
        (*moved.get(path[:2], path[:2]), *path[2:]): place
        for path, place in places.by_path.items()
        if path[:2] not in dropped
    }
    return values, Places(found)
