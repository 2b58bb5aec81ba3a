"""The versions in settings that have the facts of another one."""

from collections.abc import Iterator, Sequence

from rkconf import versions
from rkconf.diagnostics import Diagnostic
from rkconf.settings.layer import Layer
from rkconf.settings.rule_selection import about_settings
from rkconf.source import Span

_KEYS = {"version": True, "kernel-version": False}
"""The settings that name a version, and whether it is that of a Front End."""


def treated_versions(layers: Sequence[Layer]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each version in settings files that is treated like another one."""
    return about_settings(layers, "not-understood", _notes)


def _notes(layer: Layer) -> Iterator[tuple[Span, str]]:
    for key, front_end in _KEYS.items():
        given = layer.values.get(key, {})
        by_path = {(key,): given} if isinstance(given, str) else {(key, glob): text for glob, text in given.items()}
        for path, text in by_path.items():
            note = versions.note(text, front_end=front_end)
            if note:
                yield layer.place(*path).value, note
