"""Errors in settings files: invalid ones stop the command, unknown rules are warnings."""

from pathlib import Path

import pytest

from rkconf.settings.model import ONLY_OPTIONS
from tests.conftest import Program
from tests.known import NEAREST, RANGE, UNKNOWN
from tests.settings.files import write


class TestUnknownRules:
    """A settings file may be for a newer rkconf: an unknown rule is only a warning."""

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            pytest.param('select = ["RK102", "RK999"]', "rkconf.toml:1:20", id="selected"),
            pytest.param('extend-select = ["link-mod"]', "rkconf.toml:1:18", id="additionally selected"),
            pytest.param('ignore = ["RK999"]', "rkconf.toml:1:11", id="ignored everywhere"),
            pytest.param('[ignore]\n"*.m" = ["RK999"]', "rkconf.toml:2:10", id="ignored in some files"),
            pytest.param("[severity]\nRK999 = 'info'", "rkconf.toml:2:1", id="with a severity"),
        ],
    )
    def test_it_is_reported_once_with_its_place(self, rkconf: Program, project: Path, text: str, place: str) -> None:
        write(project, text)
        outcome = rkconf("lint", "--exit-zero", "--format", "concise")
        reported = [line for line in outcome.out.splitlines() if "RK902" in line]
        assert [line.split(" ")[0] for line in reported] == [f"{place}:"]
        assert "warning RK902 unknown-rule: " in reported[0]
        assert outcome.status == 0

    @pytest.mark.parametrize("words", [("--select", "RK102"), ("--ignore", "RK902")])
    def test_it_is_not_reported_if_the_rule_is_not_selected(
        self, rkconf: Program, project: Path, words: tuple[str, ...]
    ) -> None:
        write(project, 'ignore = ["RK999"]')
        assert "RK902" not in rkconf("lint", "init.m", *words).out


class TestMistakes:
    """An invalid settings file causes one line with the place, and exit status 2."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param(
                'selct = ["RK1"]', "1:1: unknown setting selct; did you mean select?", id="a misspelled setting"
            ),
            pytest.param(
                "\n[tool]\nx = 1", "2:1: unknown setting tool; known: extend, select,", id="an unknown setting"
            ),
            pytest.param("[tool]\nrkconf = 1", "2:1: [tool.rkconf] must be a table", id="not a table"),
            pytest.param(
                'select = "RK1"', "1:10: select must be a list of strings, not a string", id="a string for a list"
            ),
            pytest.param(
                "select = [1]", "1:11: select[0] must be a string, not a number", id="a list of something else"
            ),
            pytest.param(
                f'version = "{UNKNOWN}"',
                f"1:11: version: unknown version '{UNKNOWN}'; {NEAREST}",
                id="an unknown version",
            ),
            pytest.param('kernel-version = "3"', RANGE, id="an unknown kernel version"),
            pytest.param(
                "version = 7",
                "1:11: version must be a string, or a table of strings by glob, not a number",
                id="a number for a version",
            ),
            pytest.param(
                'version = { "!a" = "7" }', "1:13: version[\"!a\"]: '!a' matches nothing", id="a negated glob"
            ),
            pytest.param(
                "version = { a = 7 }",
                '1:17: version["a"] must be a string',
                id="a number for the version of some files",
            ),
            pytest.param(
                'local-shell = "fish"',
                "1:15: local-shell: unknown value 'fish'; known: sh, dash",
                id="an unknown shell",
            ),
            pytest.param('format = "json"', "an option of the command line: --format", id="an option for a setting"),
            pytest.param("[lint]\nfix = true", "without a table", id="a table around the settings"),
            pytest.param('select = "RK1"', 'write select = ["RK1"]', id="the list to write"),
            pytest.param("version = 7", 'write version = "7"', id="the string to write"),
            pytest.param('severity = "error"', 'write severity = { RK303 = "error" }', id="the table to write"),
            pytest.param("select = [RK1]", 'select = ["RK1"]', id="a rule without quotes"),
            pytest.param('fail-on = "eror"', "known: error, warning, info, never", id="an unknown threshold"),
            pytest.param(
                "severity = { RK102 = 'fatal' }",
                "1:22: severity[\"RK102\"]: unknown value 'fatal'",
                id="an unknown severity",
            ),
            pytest.param("severity = []", "1:12: severity must be a table, not a list", id="a list for a table"),
            pytest.param("exclude = ['a\\']", "1:12: exclude[0]: 'a\\\\' is not a valid glob", id="an invalid glob"),
            pytest.param("exclude = ['#a']", "1:12: exclude[0]: '#a' matches nothing", id="a glob that is a comment"),
            pytest.param("ignore = 2026-01-01", "1:10: ignore must be a list of strings, or a table", id="a date"),
            pytest.param("a = ", "1:5: not TOML: invalid value", id="a syntax error"),
            pytest.param("x = " + "[" * 5000, "1:105: nested more than 100 deep", id="deep nesting"),
            pytest.param('extend = "base.toml"', "1:10: extend: ", id="a missing file"),
            pytest.param('extend = "."', "this is a folder", id="a folder"),
            pytest.param(
                'extend = "sub/../rkconf.toml"', "1:10: extend: rkconf.toml would extend itself", id="a cycle"
            ),
            pytest.param(
                'extend = "pyproject.toml"',
                "1:10: extend: pyproject.toml has no [tool.rkconf]",
                id="a file without settings",
            ),
        ],
    )
    @pytest.mark.parametrize("command", ["lint", "settings"])
    def test_it_is_reported(self, rkconf: Program, project: Path, text: str, message: str, command: str) -> None:
        write(project, "", "pyproject.toml")
        write(project, text)
        outcome = rkconf(command, "init.m")
        assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert outcome.err.startswith("rkconf: rkconf.toml:")
        assert message in outcome.err

    def test_it_is_reported_without_any_file_to_check(self, rkconf: Program, project: Path) -> None:
        write(project / "empty", "a = ")
        assert rkconf("lint", "empty").err.startswith("rkconf: empty/rkconf.toml:1:5: not TOML: invalid value; ")

    def test_it_is_reported_for_an_extended_file(self, rkconf: Program, project: Path) -> None:
        write(project, "a = ", "base.toml")
        write(project / "sub", 'extend = "../base.toml"')
        assert rkconf("lint", "sub").err.startswith("rkconf: base.toml:1:5: ")


def test_the_options_without_a_setting_are_options_of_lint(rkconf: Program) -> None:
    usage = rkconf("lint", "--help").out
    assert all(f"--{each}" in usage for each in ONLY_OPTIONS)
