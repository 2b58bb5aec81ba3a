"""One layer of settings: what a file says, or the command line."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.toml import Place, Places

OWN = "rkconf.toml"
"""The settings file of rkconf's own; in a folder with both it is the one that counts."""

PROJECT = "pyproject.toml"
"""The file that many tools share; the table ``[tool.rkconf]`` is rkconf's."""


class Layer:
    """What one settings file says, or whatever else takes a place among them.

    ``name`` is what people know it as, ``values`` are as TOML has them, ``folder`` is what its paths are relative to.
    Only a file has a ``source``, in which ``table`` is the way to the settings.
    """

    def __init__(
        self,
        name: str,
        values: Mapping[str, Any],
        folder: Path = Path(),
        source: Source | None = None,
        table: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.values = values
        self.folder = folder
        self.source = source
        self.table = table

    @cached_property
    def _places(self) -> "Places":
        # Only a file has places; most runs meet none.
        from rkconf import toml

        return toml.locate(self.source) if self.source else toml.Places({})

    def place(self, *path: str | int) -> "Place":
        """Return where a setting stands in its file, or an element of it."""
        return self._places.of((*self.table, *path))

    def origin(self, *path: str | int) -> str:
        """Say where a setting comes from: file and line where there is a file."""
        if self.source is None:
            return self.name
        return f"{self.name}:{self.source.position(self.place(*path).key.start).line}"
