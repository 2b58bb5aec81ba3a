"""Settings: what a team writes down once instead of on every command line.

They stand in `rkconf.toml` or in the table ``[tool.rkconf]`` of a pyproject.toml; for each file that is checked, in the
nearest of these in its folder or above. What they can say is told in `model`, how several become one in `effective`.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rkconf import files
from rkconf.diagnostics import Diagnostic
from rkconf.settings.layer import OWN, PROJECT, Layer
from rkconf.settings.resolved import NEVER, Chosen, Settings
from rkconf.settings.rule_selection import unknown_rules

__all__ = ["NEVER", "Chosen", "Layer", "Lookup", "Settings"]


class Lookup:
    """Finds the settings of one file after the other; each folder is looked at once."""

    def __init__(self, command_line: Mapping[str, Any]) -> None:
        self._command_line = Layer("command line", command_line)
        self._without_file = Settings((self._command_line,))
        self._by_folder: dict[Path, Settings] = {}

    def of(self, path: str) -> Settings:
        """Return the settings of a file.

        Raises:
            SettingsError: The nearest settings file cannot be used.
            UnreadableInputError: It cannot be read.
        """
        return self._of_folder(_absolute(path).parent)

    def inside(self, folder: str) -> Settings:
        """Return the settings of the files that lie in a folder itself.

        Raises:
            SettingsError: The nearest settings file cannot be used.
            UnreadableInputError: It cannot be read.
        """
        return self._of_folder(_absolute(folder))

    def _of_folder(self, start: Path) -> Settings:
        found, asked = self._without_file, []
        for folder in (start, *start.parents):
            asked.append(folder)
            nearest = self._by_folder.get(folder) or self._here(folder)
            if nearest:
                found = nearest
                break
        self._by_folder |= dict.fromkeys(asked, found)
        return found

    def unknown_rules(self) -> tuple[Diagnostic, ...]:
        """Return what the settings that were asked so far name as rules, and is none; each place once."""
        met = dict.fromkeys(self._by_folder.values())
        found = (each for settings in met for each in unknown_rules(settings.layers))
        return tuple({each.place: each for each in found}.values())

    def _here(self, folder: Path) -> Settings | None:
        for path in (folder / OWN, folder / PROJECT):
            if files.is_file(path) and _may_hold_settings(path):
                # Most runs meet no settings file; only then is the reader worth its time.
                from rkconf.settings.load import load

                layers = load(path)
                if layers:
                    return Settings((self._command_line, *layers))
        return None


def _absolute(path: str) -> Path:
    """Return the path from the root on; unlike `Path.resolve` it follows no symbolic link."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - see above


def _may_hold_settings(path: Path) -> bool:
    return path.name != PROJECT or b"rkconf" in files.read(path).data
