"""The settings of one file: the command line wins over the nearest settings file, which wins over those it extends."""

import os
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from rkconf.diagnostics import Diagnostic, Severity
from rkconf.record import record, replace
from rkconf.settings import globs
from rkconf.settings.layer import Layer

if TYPE_CHECKING:
    from rkconf.linting import Assumptions, Selection

ENTRY = "entry:"
"""The prefix of a key in the table `ignore` that names a kernel instead of files."""

NEVER = "never"
"""The threshold that no finding reaches."""


@record
class Chosen:
    """The value of a setting and its origin."""

    value: str
    origin: str


class Settings:
    """The settings of a group of files: ``layers`` in order of precedence, the winning one first."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self.layers = layers

    @property
    def has_file(self) -> bool:
        """Whether any of them is in a file."""
        return len(self.layers) > 1

    def chosen(self, key: str, path: str) -> Chosen | None:
        """Return the value of a single-valued setting for a file; None if no layer gives one."""
        for layer in self.layers:
            value = layer.values.get(key)
            if isinstance(value, str):
                return Chosen(value, layer.origin(key))
            if value is not None:
                # The last match wins, as in .gitignore.
                glob = next((glob for glob in reversed(value) if _matches(layer, glob, path)), None)
                if glob is not None:
                    return Chosen(value[glob], layer.origin(key, glob))
        return None

    def _value(self, key: str, path: str) -> str | None:
        found = self.chosen(key, path)
        return found.value if found else None

    def assumptions(self, path: str) -> "Assumptions":
        """Return the versions and shells for the kernels in a file."""
        from rkconf import versions
        from rkconf.linting import Assumptions

        version, kernel_version = self._value("version", path), self._value("kernel-version", path)
        return Assumptions(
            version=versions.parse(version) if version else None,
            kernel_version=versions.parse(kernel_version) if kernel_version else None,
            local_shell=self._value("local-shell", path),
            remote_shell=self._value("remote-shell", path),
        )

    @cached_property
    def selection(self) -> "Selection":
        """The selected rules and their severities.

        A nearer `select` replaces all; `extend-select` and `ignore` change the selection of the layers after them.
        """
        from rkconf.linting import Selection
        from rkconf.settings import rule_selection

        selection = Selection()
        for layer in reversed(self.layers):
            selection = rule_selection.change(selection, layer.values)
        return selection

    def selection_for(self, path: str) -> "Selection":
        """Return the selection, with the rules that are ignored in this file or in some of its kernels."""
        if not any(isinstance(layer.values.get("ignore"), Mapping) for layer in self.layers):
            return self.selection
        return replace(self.selection, ignored=partial(self.ignores, path))

    @property
    def threshold(self) -> Severity | None:
        """The lowest severity that fails the run; None if no finding does."""
        level = self._value("fail-on", ".") or Severity.ERROR
        return None if level == NEVER else Severity(level)

    def hides(self, found: Diagnostic) -> bool:
        """Return whether a finding is less severe than the findings to report."""
        level = self._value("min-severity", ".")
        return level is not None and found.severity.rank < Severity(level).rank

    @property
    def baseline(self) -> Path | None:
        """The baseline file."""
        layer = next((layer for layer in self.layers if "baseline" in layer.values), None)
        return layer.folder / Path(layer.values["baseline"]).expanduser() if layer else None

    def excludes(self, path: str, ending: str = "") -> bool:
        """Return whether a file is excluded; for a folder, ``ending`` is a slash."""
        for layer in self.layers:
            within = _within(layer, path) if "exclude" in layer.values else None
            verdict = globs.verdict(layer.values["exclude"], within + ending) if within else None
            if verdict is not None:
                return verdict
        return False

    def ignores(self, path: str, found: Diagnostic) -> str | None:
        """Return the origin of the setting that ignores a finding; None if none does."""
        from rkconf.rules import find
        from rkconf.settings import rule_selection

        rule = find(found.code)
        for layer in self.layers:
            ignore = layer.values.get("ignore")
            for key, selectors in ignore.items() if isinstance(ignore, Mapping) else ():
                if rule in rule_selection.selected(selectors) and _applies(layer, key, path, found.entry):
                    return layer.origin("ignore", key)
        return None


def _applies(layer: Layer, key: str, path: str, entry: str | None) -> bool:
    return key.removeprefix(ENTRY) == entry if key.startswith(ENTRY) else _matches(layer, key, path)


def _matches(layer: Layer, glob: str, path: str) -> bool:
    within = _within(layer, path)
    return within is not None and globs.verdict((glob,), within) is True


def _within(layer: Layer, path: str) -> str | None:
    """Return a path relative to the folder of a layer, as its globs expect; None for a path outside of it."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow symbolic links
    return absolute.relative_to(layer.folder).as_posix() if absolute.is_relative_to(layer.folder) else None
