"""``rkconf settings``: all settings of a file with their origins."""

import json
from pathlib import Path

import pytest

from rkconf.settings.model import SETTINGS
from tests.conftest import Program
from tests.settings.files import write

OVERVIEW = """\
extend = "../pyproject.toml"       # sub/rkconf.toml:1
select = ["RK1"]                   # pyproject.toml:2
extend-select = []                 # default
ignore."entry:skye" = ["RK1"]      # sub/rkconf.toml:6
severity.RK102 = "info"            # pyproject.toml:5
min-severity = "error"             # command line
fail-on = "warning"                # pyproject.toml:3
version = "5.2"                    # sub/rkconf.toml:4
# kernel-version: the Front End's  # default
local-shell = "dash"               # command line
# remote-shell: any                # default
exclude = []                       # default
# baseline: none                   # default
"""


class TestOverview:
    def test_every_setting_is_printed_with_its_origin(self, rkconf: Program, project: Path) -> None:
        write(
            project,
            '[tool.rkconf]\nselect = ["RK1"]\nfail-on = "warning"\n[tool.rkconf.severity]\nRK102 = "info"\n',
            "pyproject.toml",
        )
        write(
            project / "sub",
            'extend = "../pyproject.toml"\n[version]\n"*" = "6"\n"old/**" = "5.2"\n[ignore]\n"entry:skye" = ["RK1"]\n',
        )
        outcome = rkconf("settings", "sub/old/init.m", "--local-shell", "dash", "-q")
        assert outcome.out == OVERVIEW

    def test_overridden_settings_are_not_printed(self, rkconf: Program, project: Path) -> None:
        write(
            project,
            'select = ["RK1"]\nextend-select = ["RK2"]\nignore = ["RK3"]\nseverity = { RK102 = "info" }',
            "base.toml",
        )
        write(project, 'extend = "base.toml"\nselect = ["RK4"]\nseverity = { link-mode = "error" }')
        listed = json.loads(rkconf("settings", "--format", "json").out)
        assert {each["key"]: each["origin"] for each in listed["settings"]} == {
            "extend": "rkconf.toml:1",
            "select": "rkconf.toml:2",
            "severity.link-mode": "rkconf.toml:3",
        } | {setting.key: "default" for setting in SETTINGS if setting.key not in {"extend", "select", "severity"}}
        assert all(code.startswith("RK4") for code in listed["rules"])

    def test_the_output_is_a_valid_settings_file(self, rkconf: Program, project: Path) -> None:
        write(project, 'select = ["RK1", "link-mode"]\nbaseline = "known.json"\n[ignore]\n"entry:a \\" b" = ["RK1"]\n')
        printed = rkconf("settings").out
        write(project, printed)
        again = rkconf("settings").out
        assert [line.rpartition("  #")[0] for line in again.splitlines()] == [
            line.rpartition("  #")[0] for line in printed.splitlines()
        ]

    def test_paths_are_relative_to_the_working_folder(
        self, rkconf: Program, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(project, 'baseline = "known.json"')
        monkeypatch.chdir(project / "sub")
        assert 'baseline = "../known.json"' in rkconf("settings").out
