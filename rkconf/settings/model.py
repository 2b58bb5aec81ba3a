"""What a settings file may say: one table, of which the check, the schema and the documentation are made."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from rkconf import versions
from rkconf.command import local_choices, remote_choices
from rkconf.diagnostics import Severity
from rkconf.errors import UsageError
from rkconf.settings import globs
from rkconf.settings.resolved import ENTRY, NEVER
from rkconf.settings.shapes import InvalidSetting, ListShape, Shape, StringShape, TableShape, ValueOrTable, hint


class Setting(NamedTuple):
    """One key of a settings file."""

    key: str
    shape: Shape
    default: object
    summary: str
    otherwise: str = ""
    """What holds where nothing is set and there is no default that a settings file could say."""


def _version(*, front_end: bool) -> Callable[[str], str | None]:
    def judge(text: str) -> str | None:
        try:
            versions.parse(text, front_end=front_end)
        except UsageError as error:
            return str(error)
        return None

    return judge


def _glob_or_entry(text: str) -> str | None:
    return None if text.startswith(ENTRY) else globs.fault(text)


def _by_path(text: StringShape) -> ValueOrTable:
    return ValueOrTable(
        replace(text, expected="a string, or a table of strings by glob"), TableShape(text, globs.fault)
    )


_RULES = ListShape(StringShape())
_LEVELS = tuple(Severity)

SETTINGS: tuple[Setting, ...] = (
    Setting("extend", StringShape(), None, "Another settings file; what this one says wins over it.", "none"),
    Setting("select", _RULES, ["ALL"], "The rules to ask: codes, beginnings of codes (RK3), names, or ALL."),
    Setting("extend-select", _RULES, [], "Further rules to ask."),
    Setting(
        "ignore",
        ValueOrTable(
            replace(_RULES, expected="a list of strings, or a table of such lists by glob or kernel"),
            TableShape(_RULES, _glob_or_entry),
        ),
        [],
        "Rules not to ask; or a table of rules whose findings do not count, by glob of files or by kernel: entry:NAME.",
    ),
    Setting(
        "severity",
        TableShape(StringShape(_LEVELS)),
        {},
        "What a finding of a rule weighs: error, warning or info, by code or name.",
    ),
    Setting(
        "fail-on",
        StringShape((*_LEVELS, NEVER)),
        Severity.ERROR,
        "Exit with 1 from this severity on: error, warning, info or never.",
    ),
    Setting(
        "version",
        _by_path(StringShape(judge=_version(front_end=True))),
        None,
        "The Front End's version; or a table of versions by glob.",
        "the input's own, or the default one",
    ),
    Setting(
        "kernel-version",
        _by_path(StringShape(judge=_version(front_end=False))),
        None,
        "The kernel's version; or a table of versions by glob.",
        "the Front End's",
    ),
    Setting(
        "local-shell",
        _by_path(StringShape(local_choices())),
        "sh",
        "The shell that reads the command first; or a table of shells by glob.",
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
        ListShape(StringShape(judge=globs.fault_in_list)),
        [],
        "Globs of files and folders that are not checked.",
    ),
    Setting("baseline", StringShape(), None, "The file of findings that are known and do not count.", "none"),
)
"""Every setting, in the order in which they are shown."""

_SHAPES = {setting.key: setting.shape for setting in SETTINGS}


def faults(values: dict[str, object]) -> Iterator[InvalidSetting]:
    """Yield what is wrong with the settings of one file, in their order."""
    for key, value in values.items():
        shape = _SHAPES.get(key)
        if shape:
            yield from shape.faults(value, (key,))
        else:
            yield InvalidSetting((key,), f"unknown setting {key}{hint(key, tuple(_SHAPES))}", is_about_key=True)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a settings file, or of ``[tool.rkconf]``."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of rkconf",
        "description": "What `rkconf.toml` holds, and `[tool.rkconf]` in a pyproject.toml.",
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.key: _property(setting) for setting in SETTINGS},
    }


def _property(setting: Setting) -> dict[str, Any]:
    default = {} if setting.default is None else {"default": setting.default}
    return {"description": setting.summary, **setting.shape.schema(), **default}
