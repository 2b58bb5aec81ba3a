"""``rkconf lint`` from outside: inputs, selections, reports and exit statuses."""

import json
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Program
from tests.faulty_entry import BAD, FILE, GOOD, LISTEN, codes


class TestSelection:
    def test_a_selection_of_nothing_is_a_mistake(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--select", "", stdin=FILE)
        assert outcome.status == 2
        assert outcome.err.startswith("rkconf: --select: no rule is named; ")

    def test_only_the_selected_rules_speak(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--select", "RK102", "--format", "json", stdin=FILE)
        assert set(codes(outcome)) == {"RK102"}

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            pytest.param(["--select", "link-mode"], {"RK102"}, id="a name"),
            pytest.param(["--select", "rk102"], {"RK102"}, id="small letters"),
            pytest.param(["--select", "RK1"], {"RK102"}, id="a prefix"),
            pytest.param(["--select", "RK3,RK1"], {"RK102"}, id="two with a comma"),
            pytest.param(["--select", "RK3", "--extend-select", "RK102"], {"RK102"}, id="one more"),
            pytest.param(["--ignore", "RK102"], set(), id="all but one"),
            pytest.param(["--ignore", "ALL"], set(), id="none"),
            pytest.param(["--select", "RK102", "--ignore", "RK1"], {"RK102"}, id="the narrower word wins"),
            pytest.param(["--select", "RK1", "--ignore", "RK102"], set(), id="the narrower word wins the other way"),
            pytest.param(["--select", "RK102", "--ignore", "link-mode"], set(), id="of equals, the one that ignores"),
        ],
    )
    def test_rules_are_chosen(self, rkconf: Program, words: list[str], found: set[str]) -> None:
        outcome = rkconf("lint", "--launch", BAD, "--mlopen", LISTEN, *words, "--format", "json")
        assert set(codes(outcome)) == found

    def test_a_rule_can_weigh_less(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--severity", "link-mode=info", "--select", "RK102", stdin=FILE)
        assert outcome.status == 0
        assert outcome.out.startswith("info[RK102")


class TestExitStatus:
    @pytest.mark.parametrize(
        ("command", "words", "status"),
        [
            pytest.param(GOOD, [], 0, id="nothing"),
            pytest.param(BAD, [], 1, id="an error"),
            pytest.param(BAD, ["--fail-on", "never"], 0, id="an error that may be"),
            pytest.param(BAD, ["--exit-zero"], 0, id="an error with --exit-zero"),
            pytest.param(GOOD.replace("./bin/", "~/"), ["--fail-on", "warning"], 1, id="a warning that may not be"),
            pytest.param(GOOD.replace("./bin/", "~/"), [], 0, id="a warning"),
            pytest.param(GOOD.replace("-o BatchMode=yes ", ""), ["--fail-on", "info"], 1, id="an info that may not be"),
        ],
    )
    @pytest.mark.parametrize("form", ["full", "concise", "json"])
    def test_it_follows_the_threshold_whatever_the_format(
        self, rkconf: Program, command: str, words: list[str], status: int, form: str
    ) -> None:
        outcome = rkconf("lint", "--launch", command, "--mlopen", LISTEN, *words, "--format", form)
        assert outcome.status == status, outcome.out


class TestAssumptions:
    def test_a_newer_version_on_the_command_line_is_reported_once(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--version", "99", stdin=FILE)
        assert outcome.err.count("version 99 is newer than rkconf") == 1

    def test_a_newer_version_in_a_file_is_reported_at_its_place(self, rkconf: Program) -> None:
        text = (
            b'SetOptions[$FrontEnd, EvaluatorNames -> {"Local" -> {}},\nVersionsLaunched -> {"6.0", "98.0", "99.1.2"}]'
        )
        outcome = rkconf("lint", "-", "--format", "concise", stdin=text)
        assert outcome.out.count("RK012") == 1
        assert ":2:38: info RK012" in outcome.out

    @pytest.mark.parametrize(
        ("flags", "is_known"),
        [
            pytest.param("", True, id="no version"),
            pytest.param("--version 10", True, id="a version that knows the flag"),
            pytest.param("--version 7", False, id="a version that does not know the flag"),
        ],
    )
    def test_a_kernel_that_starts_with_a_later_flag_shows_the_version(
        self, rkconf: Program, flags: str, *, is_known: bool
    ) -> None:
        command = "ssh -o BatchMode=yes h /opt/m/math -wstp -linkmode connect -linkname `linkname`"
        assert ("RK702" not in rkconf("lint", "--launch", command, *flags.split()).out) is is_known

    def test_the_version_is_the_last_that_the_file_names(self, rkconf: Program) -> None:
        text = FILE.replace(b"EvaluatorNames", b'VersionsLaunched->{"6.0", "5.2.1"}, EvaluatorNames')
        text = text.replace(b"ssh -o BatchMode=yes skye.local", b"ssh `username`@skye.local")
        assert "Mathematica 5.2" in rkconf("lint", "-", "--select", "RK203", stdin=text).out

    def test_the_command_line_wins_over_the_file(self, rkconf: Program) -> None:
        text = FILE.replace(b"EvaluatorNames", b'VersionsLaunched->{"5.2"}, EvaluatorNames')
        text = text.replace(b"ssh -o BatchMode=yes skye.local", b"ssh `username`@skye.local")
        assert "Mathematica 6" in rkconf("lint", "-", "--select", "RK203", "--version", "6.0", stdin=text).out

    @pytest.mark.parametrize(
        ("shell", "severity"),
        [
            pytest.param([], "warning", id="unknown: it may fail"),
            pytest.param(["--local-shell", "dash"], "error", id="dash: it fails"),
            pytest.param(["--local-shell", "bash"], None, id="bash: it works"),
        ],
    )
    def test_a_known_shell_decides(self, rkconf: Program, shell: list[str], severity: str | None) -> None:
        template = "ssh `1` /bin/math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit >& /dev/null &"
        outcome = rkconf("lint", "--parallel", template, "--select", "RK305", *shell, "--format", "json")
        found = json.loads(outcome.out)["diagnostics"]
        assert [each["severity"] for each in found] == ([severity] if severity else [])
        assert all("(when the local shell is dash)" in each["message"] for each in found if not shell)


class TestOutput:
    def test_several_reports_at_once(self, rkconf: Program, folder: Path) -> None:
        words = ("--output", "json=report.json", "--output", "concise=-", "--output", "full.txt")
        outcome = rkconf("lint", "-", *words, stdin=FILE)
        assert "RK102" in outcome.out
        assert json.loads((folder / "report.json").read_text())["format"] == 1
        assert (folder / "full.txt").read_text().startswith("error[")

    def test_a_report_that_cannot_be_written_is_one_line(self, rkconf: Program, folder: Path) -> None:
        outcome = rkconf("lint", "-", "--output", str(folder), stdin=FILE)
        assert outcome.status == 2
        assert outcome.err.count("\n") == 1

    def test_output_format_is_another_name_for_format(self, rkconf: Program) -> None:
        assert rkconf("lint", "-", "--format", "concise", stdin=FILE).out.startswith("<stdin>:1:")

    def test_statistics_count_instead_of_listing(self, rkconf: Program) -> None:
        outcome = rkconf("lint", str(SAMPLES / "frontend"), "--statistics")
        assert "2  warning  RK602 tunnel-localhost  (has a fix)" in outcome.out
        assert "workbench.m" not in outcome.out

    def test_statistics_leave_json_as_it_is(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--statistics", "--format", "json", stdin=FILE)
        assert "RK102" in codes(outcome)
        assert "RK102 link-mode" in outcome.err

    @pytest.mark.parametrize(
        ("words", "environment", "coloured"),
        [
            pytest.param([], {}, False, id="no terminal"),
            pytest.param(["--color", "always"], {"NO_COLOR": "1"}, True, id="the option wins"),
            pytest.param([], {"FORCE_COLOR": "1"}, True, id="forced"),
            pytest.param([], {"FORCE_COLOR": "0"}, False, id="forced off"),
            pytest.param([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, id="no colour wins over force"),
            pytest.param(["--color", "never"], {"FORCE_COLOR": "1"}, False, id="never"),
        ],
    )
    def test_colours(
        self,
        rkconf: Program,
        monkeypatch: pytest.MonkeyPatch,
        words: list[str],
        environment: dict[str, str],
        *,
        coloured: bool,
    ) -> None:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert ("\x1b[" in rkconf("lint", "-", *words, stdin=FILE).out) is coloured

    def test_two_runs_print_the_same_bytes(self, rkconf: Program) -> None:
        words = ("lint", str(SAMPLES / "frontend"))
        assert rkconf(*words).raw == rkconf(*words).raw

    def test_findings_are_in_the_order_of_path_and_place(self, rkconf: Program, folder: Path) -> None:
        for name in ("b.m", "a.m"):
            (folder / name).write_bytes(FILE)
        found = json.loads(rkconf("lint", "b.m", "a.m", "--format", "json").out)["diagnostics"]
        order = [(each["path"], each["start"]["offset"], each["code"]) for each in found]
        assert order == sorted(order)


def test_real_files_have_no_finding_above_info(rkconf: Program, shared: Path) -> None:
    outcome = rkconf("lint", str(shared / "corpus"), "--fail-on", "warning")
    assert outcome.status == 0, outcome.out


def test_the_clean_sample_is_clean(rkconf: Program) -> None:
    outcome = rkconf("lint", str(SAMPLES / "frontend" / "clean.m"), "--fail-on", "info")
    assert outcome.status == 0, outcome.out
