"""The rows of a specification that a command asks for by name; errors in the others do not concern it."""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from rkconf.source import Span
from rkconf.toml import Path, Places

_LISTS = ("kernels", "parallel")
_LIST_PATHS = [(name,) for name in _LISTS]


class RowPlaces:
    """The rows of a specification by place; a search among them takes logarithmic time."""

    def __init__(self, places: Places) -> None:
        found = [(span.start, path) for path, place in places.by_path.items() for span in (place.key, place.value)]
        found.sort(key=lambda item: (item[0], len(item[1])))
        self._starts = [start for start, _ in found]
        self._paths = [path for _, path in found]

    def at(self, span: Span) -> Path | None:
        """Return the path of the row that contains the place of a problem; None if no row does."""
        index = bisect_right(self._starts, span.start) - 1
        path = self._paths[index] if index >= 0 else ()
        return path[:2] if path[:1] in _LIST_PATHS and len(path) > 1 else None


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
