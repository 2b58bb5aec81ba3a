"""One layer of settings: a file or the command line."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rkconf.relevance import SETTINGS
from rkconf.source import Source

if TYPE_CHECKING:
    from rkconf.toml import Place, Places

RKCONF, PROJECT = SETTINGS
"""The settings file of rkconf, and the file that many tools share; rkconf reads its table ``[tool.rkconf]``."""


class Layer:
    """The settings of one file or of the command line.

    ``name`` is for reports, ``values`` are as parsed from TOML, and paths are relative to ``folder``. Only a file has a
    ``source``; ``table`` is the path to the settings in it.
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
        # Most runs have no settings file and need not import the module.
        from rkconf import toml

        return toml.locate(self.source) if self.source else toml.Places({})

    def place(self, *path: str | int) -> "Place":
        """Return the place of a setting, or of an element of it, in its file."""
        return self._places.of((*self.table, *path))

    def origin(self, *path: str | int) -> str:
        """Return the origin of a setting: file and line, or the name of the layer."""
        if self.source is None:
            return self.name
        return f"{self.name}:{self.source.position(self.place(*path).key.start).line}"
