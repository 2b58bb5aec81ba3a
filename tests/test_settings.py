"""Settings: which file counts for which path, what it may say, what wins, and where everything comes from."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rkconf.settings.model import SETTINGS
from tests.conftest import Outcome, Program
from tests.test_cli_lint import BAD, FILE, GOOD, LISTEN

MAY_FAIL = GOOD.replace("./bin/", "~/")  # RK307, a warning


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder: a project with a file of a Front End at the top, and one in a folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub").mkdir()
    for folder in (tmp_path, tmp_path / "sub"):
        (folder / "init.m").write_bytes(FILE)
    return tmp_path


def write(folder: Path, text: str, name: str = "rkconf.toml") -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def found(outcome: Outcome) -> dict[str, list[str]]:
    """Return the codes that were found, by path."""
    listed: dict[str, list[str]] = {}
    for each in json.loads(outcome.out)["diagnostics"]:
        listed.setdefault(each["path"], []).append(each["code"])
    return listed


class TestWhichFile:
    @pytest.mark.parametrize(
        ("name", "text"),
        [
            pytest.param("rkconf.toml", 'ignore = ["RK102"]', id="a file of its own"),
            pytest.param("rkconf.toml", '[tool.rkconf]\nignore = ["RK102"]', id="a file of its own, with the table"),
            pytest.param("pyproject.toml", '[project]\n[tool.rkconf]\nignore = ["RK102"]', id="a table of the project"),
        ],
    )
    def test_settings_stand_in(self, rkconf: Program, project: Path, name: str, text: str) -> None:
        write(project, text, name)
        assert rkconf("lint", "init.m").status == 0

    def test_the_nearest_file_counts_for_each_checked_file(self, rkconf: Program, project: Path) -> None:
        write(project, 'ignore = ["RK102"]')
        write(project / "sub", "")
        told = found(rkconf("lint", "--format", "json"))
        assert [path for path, codes in told.items() if "RK102" in codes] == ["sub/init.m"]

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("[project]\nname = 'x'\n", id="that has no word of rkconf"),
            pytest.param("[project]\nname = 'rkconf'\n", id="that only has the word"),
            pytest.param("tool = 'rkconf'\n", id="that has something else in that place"),
            pytest.param("this is no TOML", id="that is none of rkconf's business and broken"),
        ],
    )
    def test_the_search_goes_on_past_a_project_file(self, rkconf: Program, project: Path, text: str) -> None:
        write(project, 'ignore = ["RK102"]')
        write(project / "sub", text, "pyproject.toml")
        assert rkconf("lint", "sub/init.m").status == 0

    def test_of_two_files_in_a_folder_its_own_counts(self, rkconf: Program, project: Path) -> None:
        write(project, "")
        write(project, '[tool.rkconf]\nignore = ["RK102"]', "pyproject.toml")
        assert rkconf("lint", "init.m").status == 1

    def test_standard_input_has_the_settings_of_its_name(self, rkconf: Program, project: Path) -> None:
        write(project / "sub", 'ignore = ["RK102"]')
        assert rkconf("lint", "-", stdin=FILE).status == 1
        assert rkconf("lint", "-", "--stdin-filename", "sub/other.m", stdin=FILE).status == 0

    def test_bare_text_has_the_settings_of_the_working_folder(self, rkconf: Program, project: Path) -> None:
        write(project, 'ignore = ["RK102"]')
        assert rkconf("lint", "--launch", BAD, "--mlopen", LISTEN).status == 0

    def test_a_run_without_settings_does_not_import_what_reads_them(self, project: Path) -> None:
        unwanted = ("rkconf.settings.load", "pathspec", "pydantic", "concurrent.futures")
        program = (
            "import sys; from rkconf.cli import main; main(['lint', 'init.m']);"
            f"sys.exit(any(name in sys.modules for name in {unwanted}))"
        )
        assert (
            subprocess.run([sys.executable, "-c", program], cwd=project, check=False, capture_output=True).returncode
            == 0
        )

    def test_a_run_with_settings_does_without_pydantic(self, project: Path) -> None:
        write(project, 'ignore = ["RK102"]')
        program = (
            "import sys; from rkconf.cli import main; sys.exit(main(['lint', 'init.m']) + ('pydantic' in sys.modules))"
        )
        assert subprocess.run([sys.executable, "-c", program], cwd=project, check=False).returncode == 0


class TestWhatWins:
    @pytest.mark.parametrize(
        ("near", "far", "words", "codes"),
        [
            pytest.param('select = ["RK102"]', 'select = ["RK407"]', [], {"RK102"}, id="a nearer select begins anew"),
            pytest.param(
                'extend-select = ["RK102"]',
                'select = ["RK1"]\nignore = ["RK102"]',
                [],
                {"RK102"},
                id="a nearer extend-select adds",
            ),
            pytest.param('ignore = ["RK1"]', 'select = ["RK102"]', [], set(), id="a nearer ignore takes away"),
            pytest.param('ignore = ["RK1"]\nselect = ["RK102"]', "", [], {"RK102"}, id="in one file the narrower word"),
            pytest.param('ignore = ["RK102"]', "", ["--select", "RK102"], {"RK102"}, id="the command line selects"),
            pytest.param('select = ["RK102"]', "", ["--ignore", "RK1"], set(), id="the command line ignores"),
            pytest.param('select = ["RK3"]', "", ["--extend-select", "RK102"], {"RK102"}, id="the command line adds"),
        ],
    )
    def test_of_rules(
        self, rkconf: Program, project: Path, near: str, far: str, words: list[str], codes: set[str]
    ) -> None:
        write(project, far, "base.toml")
        write(project, f'extend = "base.toml"\n{near}')
        outcome = rkconf("lint", "init.m", "--format", "json", *words)
        assert set(found(outcome).get("init.m", [])) == codes

    @pytest.mark.parametrize(
        ("near", "words", "severity"),
        [
            pytest.param("", [], "info", id="the file behind"),
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
            pytest.param("", [], 0, id="nothing is said: an error"),
            pytest.param('fail-on = "warning"', [], 1, id="the file"),
            pytest.param('fail-on = "warning"', ["--fail-on", "error"], 0, id="the command line"),
            pytest.param('fail-on = "never"', ["--fail-on", "info"], 1, id="the command line over never"),
        ],
    )
    def test_of_thresholds(self, rkconf: Program, project: Path, text: str, words: list[str], status: int) -> None:
        write(project, text)
        assert rkconf("lint", "--launch", MAY_FAIL, "--mlopen", LISTEN, *words).status == status

    def test_each_file_has_its_own_threshold(self, rkconf: Program, project: Path) -> None:
        write(project / "sub", 'fail-on = "never"')
        assert rkconf("lint", "sub/init.m").status == 0
        assert rkconf("lint", "sub/init.m", "init.m").status == 1

    def test_files_are_extended_in_a_chain(self, rkconf: Program, project: Path) -> None:
        write(project, '[tool.rkconf]\nignore = ["RK102"]', "pyproject.toml")
        write(project, 'extend = "pyproject.toml"', "base.toml")
        write(project / "sub", 'extend = "../base.toml"')
        assert rkconf("lint", "sub/init.m").status == 0


class TestMachines:
    """A version or a shell holds for all files, or for some of them by glob."""

    COMMAND = "ssh `1` /m -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &"
    TEMPLATE = f'RemoteMachine["host", "{COMMAND}"]'.encode()

    def severities(self, rkconf: Program, *words: str) -> list[str]:
        outcome = rkconf("lint", "--select", "RK305", "--format", "json", *words)
        return [each["severity"] for each in json.loads(outcome.out)["diagnostics"]]

    @pytest.mark.parametrize(
        ("text", "severities"),
        [
            pytest.param("", ["warning"], id="unknown"),
            pytest.param('local-shell = "dash"', ["error"], id="for all files"),
            pytest.param('[local-shell]\n"sub/" = "dash"', ["error"], id="for a folder"),
            pytest.param('[local-shell]\n"par*.m" = "dash"', ["error"], id="for names"),
            pytest.param('[local-shell]\n"other/**" = "dash"', ["warning"], id="for other files"),
            pytest.param('[local-shell]\n"*" = "bash"\n"sub/**" = "dash"', ["error"], id="the last glob wins"),
        ],
    )
    def test_a_shell_is_known(self, rkconf: Program, project: Path, text: str, severities: list[str]) -> None:
        write(project, text)
        (project / "sub" / "parallel.m").write_bytes(self.TEMPLATE)
        assert self.severities(rkconf, "sub/parallel.m") == severities
        assert self.severities(rkconf, "sub/parallel.m", "--local-shell", "bash") == []

    def test_globs_are_relative_to_the_file_that_has_them(self, rkconf: Program, project: Path) -> None:
        (project / "sub" / "parallel.m").write_bytes(self.TEMPLATE)
        write(project, '[local-shell]\n"/parallel.m" = "dash"')
        assert self.severities(rkconf, "sub/parallel.m") == ["warning"]
        write(project / "sub", '[local-shell]\n"/parallel.m" = "dash"')
        assert self.severities(rkconf, "sub/parallel.m") == ["error"]

    def test_a_trace_is_for_the_version_of_the_settings(self, rkconf: Program, project: Path) -> None:
        write(project, 'version = "5.2"')
        assert "for Mathematica 5.2" in rkconf("trace", "init.m", "skye").out


class TestExclude:
    @pytest.mark.parametrize(
        ("globs", "files"),
        [
            pytest.param('["sub/"]', ["init.m"], id="a folder"),
            pytest.param('["/init.m"]', ["sub/init.m"], id="a file here alone"),
            pytest.param('["*.m"]', [], id="names at any depth"),
            pytest.param('["*.m", "!sub/*"]', ["sub/init.m"], id="all but some"),
            pytest.param('["../other"]', ["init.m", "sub/init.m"], id="something elsewhere"),
        ],
    )
    def test_what_is_excluded_is_not_found_in_a_folder(
        self, rkconf: Program, project: Path, globs: str, files: list[str]
    ) -> None:
        write(project, f"exclude = {globs}")
        assert rkconf("lint", "--show-files").out.split() == files

    def test_a_nearer_file_takes_back_what_the_one_behind_excludes(self, rkconf: Program, project: Path) -> None:
        write(project, 'exclude = ["init.m"]', "base.toml")
        write(project, 'extend = "base.toml"\nexclude = ["!/sub/init.m"]')
        assert rkconf("lint", "--show-files").out.split() == ["sub/init.m"]

    def test_a_file_that_is_named_is_checked_all_the_same(self, rkconf: Program, project: Path) -> None:
        write(project, 'exclude = ["*"]')
        assert rkconf("lint", "init.m").status == 1

    @pytest.mark.parametrize("words", [("init.m",), ("-", "--stdin-filename", "init.m")])
    def test_unless_it_is_to_be_left_out_then_too(self, rkconf: Program, project: Path, words: tuple[str, ...]) -> None:
        write(project, 'exclude = ["*"]')
        outcome = rkconf("lint", "--force-exclude", *words, "--format", "json", stdin=FILE)
        assert (outcome.status, json.loads(outcome.out)["summary"]["files"]) == (0, 0)


class TestIgnore:
    """Findings that the settings ignore for some kernels or files do not count, and are counted."""

    @pytest.mark.parametrize(
        ("line", "counts"),
        [
            pytest.param('"entry:skye" = ["RK102"]', False, id="a kernel"),
            pytest.param('"entry:skye" = ["RK1"]', False, id="a kernel and a beginning of codes"),
            pytest.param('"entry:sky" = ["RK102"]', True, id="another kernel"),
            pytest.param('"entry:skye" = ["RK103"]', True, id="another rule"),
            pytest.param('"*.m" = ["link-mode"]', False, id="files"),
            pytest.param('"sub/" = ["link-mode"]', True, id="other files"),
        ],
    )
    def test_what_is_ignored(self, rkconf: Program, project: Path, line: str, counts: bool) -> None:  # noqa: FBT001 - a case
        write(project, f"[ignore]\n{line}")
        outcome = rkconf("lint", "init.m", "--select", "RK102", "--format", "json")
        assert (outcome.status, json.loads(outcome.out)["summary"]["suppressed"]) == ((1, 0) if counts else (0, 1))


class TestUnknownRules:
    """A settings file may be written for a newer rkconf: a rule that is not known is only a warning."""

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            pytest.param('select = ["RK102", "RK999"]', "rkconf.toml:1:20", id="selected"),
            pytest.param('extend-select = ["link-mod"]', "rkconf.toml:1:18", id="selected too"),
            pytest.param('ignore = ["RK999"]', "rkconf.toml:1:11", id="ignored everywhere"),
            pytest.param('[ignore]\n"*.m" = ["RK999"]', "rkconf.toml:2:10", id="ignored in some files"),
            pytest.param("[severity]\nRK999 = 'info'", "rkconf.toml:2:1", id="weighed"),
        ],
    )
    def test_it_is_told_once_with_its_place(self, rkconf: Program, project: Path, text: str, place: str) -> None:
        write(project, text)
        outcome = rkconf("lint", "--exit-zero", "--format", "concise")
        told = [line for line in outcome.out.splitlines() if "RK902" in line]
        assert [line.split(" ")[0] for line in told] == [f"{place}:"]
        assert "warning RK902 unknown-rule: no rule" in told[0]
        assert outcome.status == 0

    @pytest.mark.parametrize("words", [("--select", "RK102"), ("--ignore", "RK902")])
    def test_nobody_hears_of_it_who_does_not_want_to(
        self, rkconf: Program, project: Path, words: tuple[str, ...]
    ) -> None:
        write(project, 'ignore = ["RK999"]')
        assert "RK902" not in rkconf("lint", "init.m", *words).out


class TestMistakes:
    """Whatever is wrong with a settings file is one line with its place, and exit status 2."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param(
                'selct = ["RK1"]', "1:1: unknown setting selct; did you mean select?", id="a misspelt setting"
            ),
            pytest.param(
                "\n[tool]\nx = 1", "2:1: unknown setting tool; known: extend, select,", id="a setting like none"
            ),
            pytest.param("[tool]\nrkconf = 1", "2:1: [tool.rkconf] must be a table", id="no table"),
            pytest.param(
                'select = "RK1"', "1:10: select must be a list of strings, not a string", id="a string for a list"
            ),
            pytest.param(
                "select = [1]", "1:11: select[0] must be a string, not a number", id="a list of something else"
            ),
            pytest.param(
                'version = "12"',
                "1:11: version: unknown Front End version '12'; known: 5.2, 6, 7",
                id="an unknown version",
            ),
            pytest.param('kernel-version = "3"', "known: 4, 5, 5.1, 5.2, 6, 7", id="an unknown kernel version"),
            pytest.param(
                "version = 7",
                "1:11: version must be a string, or a table of strings by glob, not a number",
                id="a number for a version",
            ),
            pytest.param(
                'version = { "!a" = "7" }', "1:13: version[\"!a\"]: '!a' matches nothing", id="a glob that takes back"
            ),
            pytest.param(
                "version = { a = 7 }",
                '1:17: version["a"] must be a string',
                id="a number for the version of some files",
            ),
            pytest.param(
                'local-shell = "fish"', "1:15: local-shell: no 'fish'; known: sh, dash", id="an unknown shell"
            ),
            pytest.param('fail-on = "eror"', "known: error, warning, info, never", id="an unknown threshold"),
            pytest.param(
                "severity = { RK102 = 'fatal' }", "1:22: severity[\"RK102\"]: no 'fatal'", id="an unknown severity"
            ),
            pytest.param("severity = []", "1:12: severity must be a table, not a list", id="a list for a table"),
            pytest.param("exclude = ['a\\']", "1:12: exclude[0]: 'a\\\\' is no glob", id="a glob that is none"),
            pytest.param("exclude = ['#a']", "1:12: exclude[0]: '#a' matches nothing", id="a glob that is a comment"),
            pytest.param("ignore = 2026-01-01", "1:10: ignore must be a list of strings, or a table", id="a date"),
            pytest.param("a = ", "1:5: not TOML: invalid value", id="a syntax error"),
            pytest.param("x = " + "[" * 5000, "1:1: nested too deep", id="a deep nest"),
            pytest.param('extend = "base.toml"', "1:10: extend: ", id="a file that is not there"),
            pytest.param('extend = "."', "this is a folder", id="a folder"),
            pytest.param(
                'extend = "sub/../rkconf.toml"', "1:10: extend: rkconf.toml would extend itself", id="a circle"
            ),
            pytest.param(
                'extend = "pyproject.toml"',
                "1:10: extend: pyproject.toml has no [tool.rkconf]",
                id="a file without settings",
            ),
        ],
    )
    @pytest.mark.parametrize("command", ["lint", "settings"])
    def test_it_is_told(self, rkconf: Program, project: Path, text: str, message: str, command: str) -> None:
        write(project, "", "pyproject.toml")
        write(project, text)
        outcome = rkconf(command, "init.m")
        assert (outcome.status, outcome.out, outcome.err.count("\n")) == (2, "", 1)
        assert outcome.err.startswith("rkconf: rkconf.toml:")
        assert message in outcome.err

    def test_it_is_told_where_there_is_nothing_else_to_read(self, rkconf: Program, project: Path) -> None:
        write(project / "empty", "a = ")
        assert rkconf("lint", "empty").err == "rkconf: empty/rkconf.toml:1:5: not TOML: invalid value\n"

    def test_it_is_told_of_a_file_behind(self, rkconf: Program, project: Path) -> None:
        write(project, "a = ", "base.toml")
        write(project / "sub", 'extend = "../base.toml"')
        assert rkconf("lint", "sub").err.startswith("rkconf: base.toml:1:5: ")


OVERVIEW = """\
extend = "../pyproject.toml"       # sub/rkconf.toml:1
select = ["RK1"]                   # pyproject.toml:2
extend-select = []                 # default
ignore."entry:skye" = ["RK1"]      # sub/rkconf.toml:6
severity.RK102 = "info"            # pyproject.toml:5
fail-on = "warning"                # pyproject.toml:3
version = "5.2"                    # sub/rkconf.toml:4
# kernel-version: the Front End's  # default
local-shell = "dash"               # command line
# remote-shell: any                # default
exclude = []                       # default
# baseline: none                   # default
"""


class TestOverview:
    def test_every_setting_is_told_with_its_origin(self, rkconf: Program, project: Path) -> None:
        write(
            project,
            '[tool.rkconf]\nselect = ["RK1"]\nfail-on = "warning"\n[tool.rkconf.severity]\nRK102 = "info"\n',
            "pyproject.toml",
        )
        write(
            project / "sub",
            'extend = "../pyproject.toml"\n[version]\n"*" = "6"\n"old/**" = "5.2"\n[ignore]\n"entry:skye" = ["RK1"]\n',
        )
        outcome = rkconf("settings", "sub/old/init.m", "--local-shell", "dash")
        assert outcome.out == OVERVIEW

    def test_what_a_nearer_file_undoes_is_not_told(self, rkconf: Program, project: Path) -> None:
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

    def test_what_is_told_can_be_written_into_a_file(self, rkconf: Program, project: Path) -> None:
        write(project, 'select = ["RK1", "link-mode"]\nbaseline = "known.json"\n[ignore]\n"entry:a \\" b" = ["RK1"]\n')
        told = rkconf("settings").out
        write(project, told)
        again = rkconf("settings").out
        assert [line.rpartition("  #")[0] for line in again.splitlines()] == [
            line.rpartition("  #")[0] for line in told.splitlines()
        ]

    def test_a_path_is_told_as_seen_from_here(
        self, rkconf: Program, project: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(project, 'baseline = "known.json"')
        monkeypatch.chdir(project / "sub")
        assert 'baseline = "../known.json"' in rkconf("settings").out
