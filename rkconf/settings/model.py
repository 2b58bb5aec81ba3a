"""The table of all settings, from which validation, schema and documentation are generated."""

from collections.abc import Iterator
from typing import Any

from rkconf import versions
from rkconf.command import local_choices, remote_choices
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.record import record, replace
from rkconf.settings import globs
from rkconf.settings.resolved import ENTRY, NEVER
from rkconf.settings.shapes import InvalidSetting, ListShape, Shape, StringShape, TableShape, ValueOrTable, hint


@record
class Setting:
    """One key of a settings file."""

    key: str
    shape: Shape
    default: object
    summary: str
    otherwise: str = ""
    """The effect of leaving the setting out, if no value of it has that effect."""


def _version(text: str) -> str | None:
    try:
        versions.parse(text)
    except UsageError as error:
        return str(error)
    return None


def _glob_or_entry(text: str) -> str | None:
    return None if text.startswith(ENTRY) else globs.fault(text)


def _by_path(text: StringShape) -> ValueOrTable:
    return ValueOrTable(
        replace(text, expected="a string, or a table of strings by glob"), TableShape(text, globs.fault)
    )


_RULES = ListShape(StringShape())
_LEVELS = tuple(Severity)

SETTINGS: tuple[Setting, ...] = (
    Setting("extend", StringShape(), None, "Another settings file, whose settings this one overrides.", "none"),
    Setting("select", _RULES, ["ALL"], "The rules to check: codes, prefixes of codes (RK3), names, or ALL."),
    Setting("extend-select", _RULES, [], "Additional rules to check."),
    Setting(
        "ignore",
        ValueOrTable(
            replace(_RULES, expected="a list of strings, or a table of such lists by glob or kernel"),
            TableShape(_RULES, _glob_or_entry),
        ),
        [],
        "Rules not to check; or a table of rules to suppress, by glob of files or by kernel (entry:NAME).",
    ),
    Setting(
        "severity",
        TableShape(StringShape(_LEVELS), example='write severity = { RK303 = "error" }'),
        {},
        "The severity of a rule, by its code or name: error, warning or info.",
    ),
    Setting(
        "min-severity",
        StringShape(_LEVELS),
        Severity.INFO,
        "Hide findings below this severity, and do not fix them: error, warning or info.",
    ),
    Setting(
        "fail-on",
        StringShape((*_LEVELS, NEVER)),
        Severity.ERROR,
        "Exit with 1 for findings of this severity or above: error, warning, info or never.",
    ),
    Setting(
        "version",
        _by_path(StringShape(find_error=_version)),
        None,
        "The version of the Front End; or a table of versions by glob.",
        "that of the input, or the default version",
    ),
    Setting(
        "kernel-version",
        _by_path(StringShape(find_error=_version)),
        None,
        "The version of the kernel; or a table of versions by glob.",
        "the Front End's",
    ),
    Setting(
        "local-shell",
        _by_path(StringShape(local_choices())),
        "sh",
        "The shell on the Front End's machine; or a table of shells by glob.",
    ),
    Setting(
        "remote-shell",
        _by_path(StringShape(remote_choices())),
        None,
        "The login shell on the kernel's machine; or a table of shells by glob.",
        "any",
    ),
    Setting(
        "exclude",
        ListShape(StringShape(find_error=globs.list_error)),
        [],
        "Globs of files and folders that are not checked.",
    ),
    Setting("baseline", StringShape(), None, "A file of accepted findings, which are not reported.", "none"),
)
"""All settings in the order of the documentation."""

ONLY_OPTIONS = (
    "add-ignores",
    "color",
    "diff",
    "exit-zero",
    "fix",
    "fix-only",
    "format",
    "jobs",
    "no-ignores",
    "output",
    "quiet",
    "show-files",
    "statistics",
    "unsafe-fixes",
)
"""The options of `rkconf lint` that people write as settings, and that belong to one run."""
_OWN_NAMES = ("lint", "rkconf", "settings")
_NO_TABLE = "write the settings at the beginning of rkconf.toml, without a table around them"
_SHAPES = {setting.key: setting.shape for setting in SETTINGS}


def invalid_settings(values: dict[str, object]) -> Iterator[InvalidSetting]:
    """Yield the invalid settings of one file in order."""
    for key, value in values.items():
        shape = _SHAPES.get(key)
        if shape:
            yield from shape.check(value, (key,))
        else:
            meant = _meant(key, value)
            yield InvalidSetting((key,), f"unknown setting {key}{meant}", is_about_key=True)


def _meant(key: str, value: object) -> str:
    """Return the end of a message about an unknown setting."""
    if isinstance(value, dict) and key not in _SHAPES:
        return f"; {_NO_TABLE}" if key in _OWN_NAMES else hint(key, tuple(_SHAPES), "settings")
    if key.replace("_", "-") in ONLY_OPTIONS:
        return f"; it is an option of the command line: --{key.replace('_', '-')}"
    return hint(key, tuple(_SHAPES), "settings")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a settings file, or of ``[tool.rkconf]``."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of rkconf",
        "description": "The content of `rkconf.toml`, or of `[tool.rkconf]` in a pyproject.toml.",
        "type": "object",
        # As an object, since editors mark the whole table for a plain False, and only the key for this.
        "additionalProperties": {"allOf": [False]},
        "properties": {setting.key: _property(setting) for setting in SETTINGS},
    }


def _property(setting: Setting) -> dict[str, Any]:
    default = {} if setting.default is None else {"default": setting.default}
    return {"description": setting.summary, **setting.shape.schema(), **default}
