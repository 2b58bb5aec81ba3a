"""All settings of one file, with their values and origins."""

import os
from collections.abc import Iterator

from rkconf.record import record
from rkconf.rules import find
from rkconf.settings.layer import Layer
from rkconf.settings.model import SETTINGS, Setting
from rkconf.settings.resolved import Settings


@record
class SettingRow:
    """One value of a setting: its path in a settings file, the TOML value, and its origin.

    ``value`` is None for a setting without value or default; ``otherwise`` then describes the effect.
    """

    key: tuple[str, ...]
    value: object
    origin: str
    otherwise: str = ""


def overview(settings: Settings, path: str) -> Iterator[SettingRow]:
    """Yield the settings of the file at ``path``; for a setting of several layers, the winning row first."""
    for setting in SETTINGS:
        rows = list(_rows(setting, settings, path))
        yield from rows or [SettingRow((setting.key,), setting.default, "default", setting.otherwise)]


def _rows(setting: Setting, settings: Settings, path: str) -> Iterator[SettingRow]:
    key = setting.key
    match key:
        case "version" | "kernel-version" | "local-shell" | "remote-shell" | "min-severity" | "fail-on":
            chosen = settings.chosen(key, path)
            yield from [SettingRow((key,), chosen.value, chosen.origin)] if chosen else []
        case "select" | "extend-select" | "ignore":
            yield from _listed(key, _contributing(settings.layers, key))
        case "severity":
            yield from _severities(settings.layers)
        case "baseline":
            yield from _baseline(settings)
        case _:
            yield from _listed(key, settings.layers)


def _contributing(layers: tuple[Layer, ...], key: str) -> tuple[Layer, ...]:
    """Return the layers up to the nearest `select`, which replaces the others; tables of `ignore` always add up."""
    first = next((index for index, layer in enumerate(layers) if "select" in layer.values), len(layers))
    after = layers[first + 1 :] if key == "ignore" else ()
    return (*layers[: first + 1], *(layer for layer in after if isinstance(layer.values.get(key), dict)))


def _listed(key: str, layers: tuple[Layer, ...]) -> Iterator[SettingRow]:
    """Yield the value of each layer; for a table, one row per key."""
    for layer in layers:
        value = layer.values.get(key)
        if isinstance(value, dict):
            yield from (SettingRow((key, name), each, layer.origin(key, name)) for name, each in value.items())
        elif value is not None:
            yield SettingRow((key,), value, layer.origin(key))


def _severities(layers: tuple[Layer, ...]) -> Iterator[SettingRow]:
    """Yield the winning severity of each rule, whether given by code or name."""
    seen = set()
    for row in _listed("severity", layers):
        rule = find(row.key[1])
        if rule and rule not in seen:
            seen.add(rule)
            yield row


def _baseline(settings: Settings) -> Iterator[SettingRow]:
    layer = next((layer for layer in settings.layers if "baseline" in layer.values), None)
    if layer and settings.baseline:
        yield SettingRow(("baseline",), os.path.relpath(settings.baseline), layer.origin("baseline"))
