"""Settings: options of the command line that a project keeps in a file.

They are in `rkconf.toml`, or in the table ``[tool.rkconf]`` of a pyproject.toml. The nearest of these files applies, in
the folder of the checked file or above. `model` lists the settings, `resolved` merges several files.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rkconf import files
from rkconf.diagnostics import Diagnostic
from rkconf.settings.layer import PROJECT, RKCONF, Layer
from rkconf.settings.resolved import NEVER, Chosen, Settings

__all__ = ["NEVER", "Chosen", "Layer", "Lookup", "Settings"]


class Lookup:
    """Finds the settings of files; each folder is searched once."""

    def __init__(self, command_line: Mapping[str, Any]) -> None:
        self._command_line = Layer("command line", command_line)
        self._without_file = Settings((self._command_line,))
        self._by_folder: dict[Path, Settings] = {}
        self._by_name: dict[str, Settings] = {}
        """The settings by the folder as it was named: making paths absolute takes long for thousands of files."""

    def of(self, path: str) -> Settings:
        """Return the settings of a file.

        Raises:
            SettingsError: The nearest settings file has an error.
            UnreadableInputError: It cannot be read.
        """
        name = os.path.dirname(path)  # noqa: PTH120 - see above
        if name not in self._by_name:
            self._by_name[name] = self._of_folder(_absolute(path).parent)
        return self._by_name[name]

    def inside(self, folder: str) -> Settings:
        """Return the settings of the files directly in a folder.

        Raises:
            SettingsError: The nearest settings file has an error.
            UnreadableInputError: It cannot be read.
        """
        return self._of_folder(_absolute(folder))

    def _of_folder(self, start: Path) -> Settings:
        found, searched = self._without_file, []
        for folder in (start, *start.parents):
            searched.append(folder)
            nearest = self._by_folder.get(folder) or self._here(folder)
            if nearest:
                found = nearest
                break
        self._by_folder |= dict.fromkeys(searched, found)
        return found

    def findings(self) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of the settings found so far: unknown rules and versions; each place once."""
        used = [settings for settings in dict.fromkeys(self._by_folder.values()) if settings.has_file]
        if not used:
            return ()
        from rkconf.settings.rule_selection import unknown_rules
        from rkconf.settings.treated_versions import treated_versions

        finders = (unknown_rules, treated_versions)
        found = (each for settings in used for find in finders for each in find(settings.layers))
        return tuple({each.place: each for each in found}.values())

    def _here(self, folder: Path) -> Settings | None:
        for path in (folder / RKCONF, folder / PROJECT):
            if files.is_file(path) and _may_hold_settings(path):
                # Most runs find no settings file and need not import the reader.
                from rkconf.settings.load import load

                layers = load(path)
                if layers:
                    return Settings((self._command_line, *layers))
        return None


def _absolute(path: str) -> Path:
    """Return the absolute path; unlike `Path.resolve`, this follows no symbolic link."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - see above


def _may_hold_settings(path: Path) -> bool:
    return path.name != PROJECT or b"rkconf" in files.read(path).data
