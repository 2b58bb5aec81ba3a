"""``--min-severity`` and ``-q``: less severe findings are not reported, counted, fixed or recorded."""

import json
from pathlib import Path

import pytest

from rkconf.reporters import FORMATS
from tests.conftest import Program
from tests.test_baseline import file

# An error (RK101), a warning (RK108) and an info (RK407, which has a safe fix).
THREE = (
    '"three" -> {"RemoteMachine" -> True, "MLOpenArguments" -> "-LinkMode Listen -LinkProtocol TCPIP", '
    '"LoginScript" -> "ssh skye.local ./bin/math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP"}'
)
CODES = {"error": {"RK101"}, "warning": {"RK101", "RK108"}, "info": {"RK101", "RK108", "RK407"}}
LINT = ("lint", "init.m", "--select", "RK101,RK108,RK407")


@pytest.fixture(autouse=True)
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file with three findings, of each severity one, in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("init.m")
    path.write_bytes(file(THREE))
    return path


def codes(report: str) -> set[str]:
    return {each["code"] for each in json.loads(report)["diagnostics"]}


@pytest.mark.parametrize("level", CODES)
class TestLevels:
    def test_less_severe_findings_are_not_reported(self, rkconf: Program, level: str) -> None:
        assert codes(rkconf(*LINT, "--min-severity", level, "--format", "json").out) == CODES[level]

    def test_the_settings_hide_them_too(self, rkconf: Program, level: str) -> None:
        Path("rkconf.toml").write_text(f'min-severity = "{level}"\n')
        assert codes(rkconf(*LINT, "--format", "json").out) == CODES[level]

    def test_the_command_line_wins(self, rkconf: Program, level: str) -> None:
        Path("rkconf.toml").write_text('min-severity = "error"\n')
        assert codes(rkconf(*LINT, "--min-severity", level, "--format", "json").out) == CODES[level]

    def test_the_counts_are_those_of_the_report(self, rkconf: Program, level: str) -> None:
        summary = json.loads(rkconf(*LINT, "--min-severity", level, "--format", "json").out)["summary"]
        assert sum(summary[each] for each in ("errors", "warnings", "infos")) == len(CODES[level])
        lines = rkconf(*LINT, "--min-severity", level, "--statistics").out.splitlines()
        assert {line.split()[2] for line in lines} == CODES[level]

    @pytest.mark.parametrize("form", FORMATS)
    def test_no_format_shows_what_is_hidden(self, rkconf: Program, level: str, form: str) -> None:
        report = rkconf(*LINT, "--min-severity", level, "--format", form).out
        names = {"RK101": "missing-link-name", "RK108": "may-interact", "RK407": "may-prompt"}
        assert {code for code, name in names.items() if code in report or name in report} == CODES[level]

    def test_only_what_is_reported_is_fixed(self, rkconf: Program, init: Path, level: str) -> None:
        rkconf(*LINT, "--min-severity", level, "--fix")
        assert (b"BatchMode" in init.read_bytes()) == (level == "info")

    def test_only_what_is_reported_gets_an_ignore_comment(self, rkconf: Program, init: Path, level: str) -> None:
        rkconf(*LINT, "--min-severity", level, "--add-ignores", "it works")
        assert {code for code in CODES["info"] if code.encode() in init.read_bytes()} == CODES[level]

    def test_only_what_is_reported_is_recorded(self, rkconf: Program, level: str) -> None:
        rkconf(*LINT, "--min-severity", level, "--write-baseline", "known.json")
        assert {each["rule"] for each in json.loads(Path("known.json").read_text())["findings"]} == CODES[level]

    def test_what_is_hidden_stays_in_a_baseline(self, rkconf: Program, level: str) -> None:
        rkconf(*LINT, "--write-baseline", "known.json")
        before = Path("known.json").read_bytes()
        outcome = rkconf(*LINT, "--min-severity", level, "--baseline", "known.json", "--write-baseline", "known.json")
        assert "no longer match" not in outcome.err
        assert Path("known.json").read_bytes() == before


def test_hidden_findings_do_not_fail_the_run(rkconf: Program) -> None:
    words = ("lint", "init.m", "--select", "RK407", "--fail-on", "info")
    assert rkconf(*words).status == 1
    assert rkconf(*words, "--min-severity", "warning").status == 0


def test_the_summary_counts_what_is_hidden(rkconf: Program) -> None:
    outcome = rkconf("lint", "init.m", "--select", "RK108,RK407", "--min-severity", "error")
    assert outcome.out.startswith("No problems found in 2 entries in 1 file; 2 hidden.\n")


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--ignore", "ALL"), id="all rules are ignored"),
        pytest.param(("--ignore", "ALL", "--format", "json"), id="in JSON"),
        pytest.param((), id="a setting selects none"),
    ],
)
def test_a_run_without_rules_finds_no_file_good(words: tuple[str, ...], rkconf: Program) -> None:
    if not words:
        Path("rkconf.toml").write_text("select = []\n")
    outcome = rkconf("lint", "init.m", *words)
    assert "No problems found" not in outcome.out
    assert outcome.err.startswith("rkconf: init.m: no rule is selected")


class TestQuiet:
    @pytest.mark.parametrize("option", ["-q", "--quiet"])
    def test_errors_are_all_that_is_printed(self, rkconf: Program, option: str) -> None:
        outcome = rkconf(*LINT, option)
        assert outcome.status == 1
        assert outcome.out.startswith("error[RK101")
        assert "RK108" not in outcome.out
        assert "in 1 file" in rkconf(*LINT).out
        assert "in 1 file" not in outcome.out

    def test_nothing_is_printed_without_errors(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "init.m", "--select", "RK407", "-q")
        assert (outcome.status, outcome.out, outcome.err) == (0, "", "")

    def test_what_cannot_be_read_is_reported(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "nowhere.m", "-q")
        assert (outcome.status, outcome.out) == (2, "")
        assert "nowhere.m" in outcome.err

    def test_it_cannot_be_combined_with_another_level(self, rkconf: Program) -> None:
        outcome = rkconf(*LINT, "-q", "--min-severity", "info")
        assert outcome.status == 2
        assert "not allowed with" in outcome.err

    @pytest.mark.parametrize("form", [form for form in FORMATS if form != "full"])
    def test_other_formats_hold_the_errors(self, rkconf: Program, form: str) -> None:
        assert (
            rkconf(*LINT, "-q", "--format", form).raw == rkconf(*LINT, "--min-severity", "error", "--format", form).raw
        )
