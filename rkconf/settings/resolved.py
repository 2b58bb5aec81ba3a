"""What holds for one file: the command line wins over the nearest settings file, that over those that it extends."""

import os
from collections.abc import Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from rkconf import versions
from rkconf.diagnostics import Diagnostic, Severity
from rkconf.linting import Assumptions, Selection
from rkconf.rules import find
from rkconf.settings import globs, rule_selection
from rkconf.settings.layer import Layer

ENTRY = "entry:"
"""How a key of the table `ignore` begins that names a kernel instead of files."""

NEVER = "never"
"""The threshold that nothing reaches."""


class Chosen(NamedTuple):
    """The value of a setting, and where it comes from."""

    value: str
    origin: str


class Settings:
    """The settings of some files: ``layers`` from the one that wins to the one that is asked last."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        self.layers = layers

    def chosen(self, key: str, path: str) -> Chosen | None:
        """Return the value of a setting that has one value for each file, where any layer gives one."""
        for layer in self.layers:
            value = layer.values.get(key)
            if isinstance(value, str):
                return Chosen(value, layer.origin(key))
            if value is not None:
                # The last one wins, as in .gitignore.
                glob = next((glob for glob in reversed(value) if _reaches(layer, glob, path)), None)
                if glob is not None:
                    return Chosen(value[glob], layer.origin(key, glob))
        return None

    def _word(self, key: str, path: str) -> str | None:
        found = self.chosen(key, path)
        return found.value if found else None

    def assumptions(self, path: str) -> Assumptions:
        """Return what is known about the machines of the kernels in a file."""
        version, kernel_version = self._word("version", path), self._word("kernel-version", path)
        return Assumptions(
            version=versions.parse(version) if version else None,
            kernel_version=versions.parse(kernel_version, front_end=False) if kernel_version else None,
            local_shell=self._word("local-shell", path),
            remote_shell=self._word("remote-shell", path),
        )

    @cached_property
    def selection(self) -> Selection:
        """Which rules are asked, and what they weigh.

        A nearer `select` begins anew; `extend-select` and `ignore` change what the layers behind them have chosen.
        """
        selection = Selection()
        for layer in reversed(self.layers):
            selection = rule_selection.change(selection, layer.values)
        return selection

    def selection_for(self, path: str) -> Selection:
        """Return the selection with what is ignored in this file, or in some of its kernels."""
        if not any(isinstance(layer.values.get("ignore"), Mapping) for layer in self.layers):
            return self.selection
        return self.selection._replace(ignored=partial(self.ignores, path))

    @property
    def threshold(self) -> Severity | None:
        """The severity from which on a finding fails the run; None where nothing does."""
        level = self._word("fail-on", ".") or Severity.ERROR
        return None if level == NEVER else Severity(level)

    @property
    def baseline(self) -> Path | None:
        """The file of known findings."""
        layer = next((layer for layer in self.layers if "baseline" in layer.values), None)
        return layer.folder / Path(layer.values["baseline"]).expanduser() if layer else None

    def excludes(self, path: str, ending: str = "") -> bool:
        """Say whether a file is not to be checked; the path of a folder has a slash for its ending."""
        for layer in self.layers:
            within = _within(layer, path) if "exclude" in layer.values else None
            verdict = globs.verdict(layer.values["exclude"], within + ending) if within else None
            if verdict is not None:
                return verdict
        return False

    def ignores(self, path: str, found: Diagnostic) -> str | None:
        """Return where the settings say that nobody wants to hear of a finding; None where they do not."""
        rule = find(found.code)
        for layer in self.layers:
            ignore = layer.values.get("ignore")
            for key, words in ignore.items() if isinstance(ignore, Mapping) else ():
                if rule in rule_selection.meant(words) and _concerns(layer, key, path, found.entry):
                    return layer.origin("ignore", key)
        return None


def _concerns(layer: Layer, key: str, path: str, entry: str | None) -> bool:
    return key.removeprefix(ENTRY) == entry if key.startswith(ENTRY) else _reaches(layer, key, path)


def _reaches(layer: Layer, glob: str, path: str) -> bool:
    within = _within(layer, path)
    return within is not None and globs.verdict((glob,), within) is True


def _within(layer: Layer, path: str) -> str | None:
    """Return a path as globs of a layer see it: below the folder of their file; None for one that is elsewhere."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow symbolic links
    return absolute.relative_to(layer.folder).as_posix() if absolute.is_relative_to(layer.folder) else None
