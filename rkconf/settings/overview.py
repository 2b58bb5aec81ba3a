"""All settings of one file, each with its value and where that comes from."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from rkconf.rules import find
from rkconf.settings.layer import Layer
from rkconf.settings.model import SETTINGS, Setting
from rkconf.settings.resolved import Settings


class SettingRow(NamedTuple):
    """One value: the way to it in a settings file, the value as TOML has it, and its origin.

    ``value`` is None where nothing is set; what holds then is said in ``otherwise``.
    """

    key: tuple[str, ...]
    value: object
    origin: str
    otherwise: str = ""


def overview(settings: Settings, path: str) -> Iterator[SettingRow]:
    """Yield what holds for the file at ``path``; what adds up comes in several rows, the one that wins first."""
    for setting in SETTINGS:
        rows = list(_rows(setting, settings, path))
        yield from rows or [SettingRow((setting.key,), setting.default, "default", setting.otherwise)]


def _rows(setting: Setting, settings: Settings, path: str) -> Iterator[SettingRow]:
    key = setting.key
    match key:
        case "version" | "kernel-version" | "local-shell" | "remote-shell" | "fail-on":
            chosen = settings.chosen(key, path)
            yield from [SettingRow((key,), *chosen)] if chosen else []
        case "select" | "extend-select" | "ignore":
            yield from _listed(key, _asked(settings.layers, key))
        case "severity":
            yield from _weights(settings.layers)
        case "baseline":
            yield from _baseline(settings)
        case _:
            yield from _listed(key, settings.layers)


def _asked(layers: tuple[Layer, ...], key: str) -> tuple[Layer, ...]:
    """Leave out the layers behind the nearest `select`, which begins anew; tables of what is ignored add up."""
    first = next((index for index, layer in enumerate(layers) if "select" in layer.values), len(layers))
    behind = layers[first + 1 :] if key == "ignore" else ()
    return (*layers[: first + 1], *(layer for layer in behind if isinstance(layer.values.get(key), dict)))


def _listed(key: str, layers: tuple[Layer, ...]) -> Iterator[SettingRow]:
    """Yield the value of each layer, a table line by line."""
    for layer in layers:
        value = layer.values.get(key)
        if isinstance(value, dict):
            yield from (SettingRow((key, name), each, layer.origin(key, name)) for name, each in value.items())
        elif value is not None:
            yield SettingRow((key,), value, layer.origin(key))


def _weights(layers: tuple[Layer, ...]) -> Iterator[SettingRow]:
    """Yield what counts for each rule, whether it is told by its code or its name."""
    met = set()
    for row in _listed("severity", layers):
        rule = find(row.key[1])
        if rule and rule not in met:
            met.add(rule)
            yield row


def _baseline(settings: Settings) -> Iterator[SettingRow]:
    layer = next((layer for layer in settings.layers if "baseline" in layer.values), None)
    if layer and settings.baseline:
        yield SettingRow(("baseline",), os.path.relpath(settings.baseline), layer.origin("baseline"))
