"""Which value wins: that of the command line, the nearest file, or a file that it extends."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.faulty_entry import GOOD, LISTEN
from tests.settings.files import codes_by_path, write

MAY_FAIL = GOOD.replace("./bin/", "~/")  # RK307, a warning


class TestPrecedence:
    @pytest.mark.parametrize(
        ("near", "extended", "words", "codes"),
        [
            pytest.param('select = ["RK102"]', 'select = ["RK407"]', [], {"RK102"}, id="a nearer select replaces all"),
            pytest.param(
                'extend-select = ["RK102"]',
                'select = ["RK1"]\nignore = ["RK102"]',
                [],
                {"RK102"},
                id="a nearer extend-select adds",
            ),
            pytest.param('ignore = ["RK1"]', 'select = ["RK102"]', [], set(), id="a nearer ignore removes"),
            pytest.param(
                'ignore = ["RK1"]\nselect = ["RK102"]', "", [], {"RK102"}, id="the narrower selector of one file"
            ),
            pytest.param('ignore = ["RK102"]', "", ["--select", "RK102"], {"RK102"}, id="the command line selects"),
            pytest.param('select = ["RK102"]', "", ["--ignore", "RK1"], set(), id="the command line ignores"),
            pytest.param('select = ["RK3"]', "", ["--extend-select", "RK102"], {"RK102"}, id="the command line adds"),
        ],
    )
    def test_of_rules(
        self, rkconf: Program, project: Path, near: str, extended: str, words: list[str], codes: set[str]
    ) -> None:
        write(project, extended, "base.toml")
        write(project, f'extend = "base.toml"\n{near}')
        outcome = rkconf("lint", "init.m", "--format", "json", *words)
        assert set(codes_by_path(outcome).get("init.m", [])) == codes

    @pytest.mark.parametrize(
        ("near", "words", "severity"),
        [
            pytest.param("", [], "info", id="the extended file"),
            pytest.param("severity = { link-mode = 'warning' }", [], "warning", id="the nearer file"),
            pytest.param("severity = { RK407 = 'warning' }", [], "info", id="the nearer file about another rule"),
            pytest.param(
                "severity = { RK102 = 'warning' }", ["--severity", "RK102=error"], "error", id="the command line"
            ),
        ],
    )
    def test_of_severities(self, rkconf: Program, project: Path, near: str, words: list[str], severity: str) -> None:
        write(project, "severity = { RK102 = 'info' }", "base.toml")
        write(project, f'extend = "base.toml"\n{near}')
        outcome = rkconf("lint", "init.m", "--format", "json", "--select", "RK102", *words)
        assert {each["severity"] for each in json.loads(outcome.out)["diagnostics"]} == {severity}

    @pytest.mark.parametrize(
        ("text", "words", "status"),
        [
            pytest.param("", [], 0, id="the default: an error"),
            pytest.param('fail-on = "warning"', [], 1, id="the file"),
            pytest.param('fail-on = "warning"', ["--fail-on", "error"], 0, id="the command line"),
            pytest.param('fail-on = "never"', ["--fail-on", "info"], 1, id="the command line over never"),
        ],
    )
    def test_of_thresholds(self, rkconf: Program, project: Path, text: str, words: list[str], status: int) -> None:
        write(project, text)
        assert rkconf("lint", "--launch", MAY_FAIL, "--mlopen", LISTEN, *words).status == status

    def test_each_file_has_the_threshold_of_its_folder(self, rkconf: Program, project: Path) -> None:
        write(project / "sub", 'fail-on = "never"')
        assert rkconf("lint", "sub/init.m").status == 0
        assert rkconf("lint", "sub/init.m", "init.m").status == 1

    def test_files_are_extended_in_a_chain(self, rkconf: Program, project: Path) -> None:
        write(project, '[tool.rkconf]\nignore = ["RK102"]', "pyproject.toml")
        write(project, 'extend = "pyproject.toml"', "base.toml")
        write(project / "sub", 'extend = "../base.toml"')
        assert rkconf("lint", "sub/init.m").status == 0
