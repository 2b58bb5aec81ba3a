"""Read a settings file and those that it extends; a mistake in one is told with its place."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from rkconf import files, toml
from rkconf.diagnostics import Problem
from rkconf.errors import SettingsError, UnreadableInputError
from rkconf.settings.layer import PROJECT, Layer
from rkconf.settings.model import faults
from rkconf.source import Source, Span

_TABLE = ("tool", "rkconf")


def load(path: Path) -> tuple[Layer, ...]:
    """Return the settings of a file, and behind them those of the files that it extends.

    There are none for a pyproject.toml without a table for rkconf.

    Raises:
        SettingsError: One of them is no TOML, says what it must not, or is missing; the message has the place.
    """
    layer = _layer(path)
    layers = [layer] if layer else []
    while layers and (base := _extended(layers)):
        layers.append(_base(base, layers[-1]))
    return tuple(layers)


def _read(path: Path) -> Source:
    return Source(_shown(path), files.read(path).data)


def _shown(path: Path) -> str:
    """Return the path as seen from here, where that is possible."""
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path)


def _layer(path: Path) -> Layer | None:
    source = _read(path)
    found = _settings(source, path)
    if found is None:
        return None
    table, values = found
    layer = Layer(source.name, values, path.parent, source, table)
    for fault in faults(values):
        place = layer.place(*fault.path)
        _refuse(source, place.key if fault.is_about_key else place.value, fault.message)
    return layer


def _settings(source: Source, path: Path) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """Return the table that holds the settings, and the way to it; a file of rkconf's own needs no such table."""
    data = toml.parse(source)
    if isinstance(data, Problem):
        _refuse(source, data.span, data.message)
    tool = data.get("tool", {})
    values = tool.get("rkconf") if isinstance(tool, dict) else None
    if isinstance(values, dict) and (path.name == PROJECT or len(data) == 1):
        return _TABLE, values
    if values is not None:
        _refuse(
            source,
            toml.locate(source).of(_TABLE).key,
            "[tool.rkconf] must be a table, and all there is in a file of its own",
        )
    return None if path.name == PROJECT else ((), data)


def _extended(layers: Sequence[Layer]) -> Path | None:
    """Return the file that the last of these extends."""
    last = layers[-1]
    if "extend" not in last.values:
        return None
    base = Path(os.path.normpath(last.folder / Path(last.values["extend"]).expanduser()))
    if _shown(base) in {layer.name for layer in layers}:
        _refuse_extend(last, f"{_shown(base)} would extend itself")
    return base


def _base(path: Path, extending: Layer) -> Layer:
    try:
        layer = _layer(path)
    except UnreadableInputError as error:
        _refuse_extend(extending, str(error))
    return layer or _refuse_extend(extending, f"{_shown(path)} has no [tool.rkconf]")


def _refuse_extend(layer: Layer, reason: str) -> NoReturn:
    assert layer.source  # noqa: S101 - only files extend files
    _refuse(layer.source, layer.place("extend").value, f"extend: {reason}")


def _refuse(source: Source, span: Span, reason: str) -> NoReturn:
    message = f"{source.location(span.start)}: {reason}"
    raise SettingsError(message)
