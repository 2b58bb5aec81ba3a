"""Read a settings file and the files that it extends; an error in one is reported with its place."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from rkconf import files, toml
from rkconf.diagnostics import Problem
from rkconf.errors import SettingsError, UnreadableInputError
from rkconf.settings.layer import PROJECT, Layer
from rkconf.settings.model import invalid_settings
from rkconf.source import Source, Span

_TABLE = ("tool", "rkconf")


def load(path: Path) -> tuple[Layer, ...]:
    """Return the settings of a file, followed by those of the files that it extends.

    A pyproject.toml without a table for rkconf has none.

    Raises:
        SettingsError: A file is not TOML, has an invalid setting, or is missing; the message gives the place.
    """
    layer = _layer(path)
    layers = [layer] if layer else []
    while layers and (base := _extended(layers)):
        layers.append(_base(base, layers[-1]))
    return tuple(layers)


def _read(path: Path) -> Source:
    return Source(_shown(path), files.read_ordinary(path).data)


def _shown(path: Path) -> str:
    """Return the path relative to the working folder, if possible."""
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
    for invalid in invalid_settings(values):
        place = layer.place(*invalid.path)
        _refuse(source, place.key if invalid.is_about_key else place.value, invalid.message)
    return layer


def _settings(source: Source, path: Path) -> tuple[tuple[str, ...], dict[str, Any]] | None:
    """Return the path to the table of the settings, and its values; in rkconf.toml the table is optional."""
    data = toml.parse(source)
    if isinstance(data, Problem):
        _refuse(source, data.span, "; ".join(filter(None, (data.message, data.help))))
    tool = data.get("tool", {})
    values = tool.get("rkconf") if isinstance(tool, dict) else None
    if isinstance(values, dict) and (path.name == PROJECT or len(data) == 1):
        return _TABLE, values
    if values is not None:
        _refuse(
            source,
            toml.locate(source).of(_TABLE).key,
            "[tool.rkconf] must be a table; an rkconf.toml with it holds nothing else",
        )
    return None if path.name == PROJECT else ((), data)


def _extended(layers: Sequence[Layer]) -> Path | None:
    """Return the file that the last layer extends."""
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
