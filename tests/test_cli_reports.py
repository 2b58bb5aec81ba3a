"""Where reports go, and in which colours."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from rkconf.cli import console
from rkconf.reporters import FORMATS, TEXTS, Paint
from rkconf.website import rule_page
from tests.conftest import Program

BAD = "-LinkMode Connect -LinkProtocol TCPIP -LinkOptions MLDontInteract"
LINT = ("lint", "--mlopen", BAD)


class TestOutputs:
    def test_all_formats_at_once(self, rkconf: Program, folder: Path) -> None:
        words = [word for form in FORMATS for word in ("--output", f"{form}={form}.out")]
        outcome = rkconf(*LINT, *words)
        assert (outcome.status, outcome.out, outcome.err) == (1, "", "")
        for form in FORMATS:
            assert (folder / f"{form}.out").read_bytes() == rkconf(*LINT, "--format", form).raw

    @pytest.mark.parametrize(
        ("words", "beginning"),
        [
            pytest.param(["concise=-"], "<mlopen>:1:1:", id="a format on standard output"),
            pytest.param(["concise="], "<mlopen>:1:1:", id="a format and nothing else"),
            pytest.param(["-"], "error[RK102", id="standard output alone"),
            pytest.param(["json=a.json", "github=-"], "::error", id="one in a file, one on standard output"),
        ],
    )
    @pytest.mark.usefixtures("folder")
    def test_standard_output(self, rkconf: Program, words: list[str], beginning: str) -> None:
        outcome = rkconf(*LINT, *(f"--output={word}" for word in words))
        assert outcome.out.startswith(beginning)

    def test_a_file_without_a_format_gets_that_of_the_option(self, rkconf: Program, folder: Path) -> None:
        rkconf(*LINT, "--format", "json", "--output", "./a=b")
        assert json.loads((folder / "a=b").read_text())["format"] == 1

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            pytest.param(
                ["json=-", "full=-"], "only one report can be written to standard output", id="standard output twice"
            ),
            pytest.param(["json=a", "full=a"], "only one report can be written to 'a'", id="a file twice"),
            pytest.param(["sarfi=a"], "unknown format 'sarfi'; did you mean sarif?", id="a slip of the pen"),
            pytest.param(["word=a"], f"unknown format 'word'; known: {', '.join(FORMATS)}", id="no format at all"),
            pytest.param([""], "--output: the file name is empty", id="nothing"),
        ],
    )
    def test_what_makes_no_sense_is_one_line(
        self, rkconf: Program, folder: Path, words: list[str], message: str
    ) -> None:
        outcome = rkconf(*LINT, *(f"--output={word}" for word in words))
        assert outcome.status == 2
        assert outcome.err.count("\n") == 1
        assert message in outcome.err
        assert list(folder.iterdir()) == []

    @pytest.mark.parametrize("path", [pytest.param("init.m", id="named"), pytest.param(".", id="found in a folder")])
    @pytest.mark.parametrize("place", ["init.m", "json=./init.m", "link.m"])
    def test_a_report_never_replaces_an_input(self, rkconf: Program, folder: Path, path: str, place: str) -> None:
        text = 'SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {"AutoStartOnLaunch" -> True}}]\n'
        (folder / "init.m").write_text(text)
        (folder / "link.m").symlink_to("init.m")
        outcome = rkconf("lint", path, "--output", place)
        assert (outcome.status, outcome.out) == (2, "")
        assert "is an input and would be overwritten" in outcome.err
        assert (folder / "init.m").read_text() == text

    def test_a_report_that_cannot_be_written_takes_no_other_with_it(self, rkconf: Program, folder: Path) -> None:
        (folder / "taken").mkdir()
        words = ("full=-", "json=taken", "json=no/where.json", "sarif=last.sarif")
        outcome = rkconf(*LINT, *(f"--output={word}" for word in words))
        assert outcome.status == 2
        assert [line.partition(";")[0] for line in outcome.err.splitlines()] == [
            "rkconf: taken: this is a folder",
            "rkconf: no/where.json: no such file or folder",
        ]
        assert outcome.out.startswith("error[RK102")
        assert json.loads((folder / "last.sarif").read_text())["version"] == "2.1.0"
        assert sorted(path.name for path in folder.iterdir()) == ["last.sarif", "taken"]

    @pytest.mark.skipif(os.geteuid() == 0, reason="permission bits do not bind the administrator")
    def test_a_report_that_may_not_be_replaced_stays(self, rkconf: Program, folder: Path) -> None:
        (folder / "a.json").write_text("old")
        folder.chmod(0o500)
        outcome = rkconf(*LINT, "--output", "json=a.json")
        folder.chmod(0o700)
        assert outcome.status == 2
        assert (folder / "a.json").read_text() == "old"


class TestStatistics:
    COUNTED = "1  error    RK102 link-mode  (has a fix)\n"

    def test_they_replace_a_text(self, rkconf: Program) -> None:
        outcome = rkconf(*LINT, "--statistics")
        assert (outcome.status, outcome.out) == (1, self.COUNTED)

    def test_they_leave_files_alone(self, rkconf: Program, folder: Path) -> None:
        outcome = rkconf(*LINT, "--statistics", "--output", "concise=a.txt")
        assert outcome.out == self.COUNTED
        assert (folder / "a.txt").read_text().startswith("<mlopen>:1:1:")

    def test_they_make_way_for_a_format_of_programs(self, rkconf: Program) -> None:
        outcome = rkconf(*LINT, "--statistics", "--format", "github")
        assert outcome.out.startswith("::error")
        assert outcome.err == self.COUNTED

    def test_nothing_found_is_nothing_counted(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--stdin-filename", "init.m", "--statistics")
        assert (outcome.status, outcome.out) == (0, "")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


NEITHER, COLOURS, BOTH = Paint(), Paint(coloured=True), Paint(coloured=True, linked=True)


@pytest.mark.parametrize(
    ("choice", "environment", "on_terminal", "off_terminal"),
    [
        pytest.param("auto", {}, BOTH, NEITHER, id="nothing is said"),
        pytest.param("always", {"NO_COLOR": "1"}, BOTH, BOTH, id="always"),
        pytest.param("never", {"FORCE_COLOR": "1"}, NEITHER, NEITHER, id="never"),
        pytest.param("auto", {"NO_COLOR": "1"}, NEITHER, NEITHER, id="NO_COLOR"),
        pytest.param("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, NEITHER, NEITHER, id="NO_COLOR and FORCE_COLOR"),
        pytest.param("auto", {"NO_COLOR": ""}, BOTH, NEITHER, id="NO_COLOR is empty"),
        pytest.param("auto", {"TERM": "dumb"}, NEITHER, NEITHER, id="a terminal that can do nothing"),
        pytest.param("auto", {"INSIDE_EMACS": "28.2,compile"}, NEITHER, NEITHER, id="the buffer of M-x compile"),
        pytest.param("auto", {"INSIDE_EMACS": "28.2,term:0.96"}, BOTH, NEITHER, id="a terminal inside of Emacs"),
        pytest.param("auto", {"FORCE_COLOR": "1"}, BOTH, COLOURS, id="FORCE_COLOR"),
        pytest.param("auto", {"CLICOLOR_FORCE": "1"}, BOTH, COLOURS, id="CLICOLOR_FORCE"),
        pytest.param("auto", {"FORCE_COLOR": "0"}, BOTH, NEITHER, id="FORCE_COLOR says no"),
        pytest.param("auto", {"CI": "true"}, COLOURS, NEITHER, id="the terminal of a CI job"),
        pytest.param("auto", {"CI": "false"}, BOTH, NEITHER, id="CI says no"),
    ],
)
def test_colours_and_links(
    monkeypatch: pytest.MonkeyPatch, choice: str, environment: dict[str, str], on_terminal: Paint, off_terminal: Paint
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for stream, paint in ((_Terminal(), on_terminal), (io.StringIO(), off_terminal)):
        monkeypatch.setattr(sys, "stdout", stream)
        assert console.paint(choice) == paint


class TestLinks:
    def test_a_file_is_a_link(self, rkconf: Program, folder: Path) -> None:
        (folder / "my init.m").write_text("SetOptions[$FrontEnd, EvaluatorNames->{1}]")
        for form in ("full", "concise"):
            outcome = rkconf("lint", "my init.m", "--format", form, "--color", "always")
            link = outcome.out.partition("\x1b]8;;file:")[2].partition("\x1b\\")[0]
            assert link.endswith("/my%20init.m")
            assert "\x1b\\my init.m:1:" in outcome.out

    def test_bare_text_is_not_a_link_to_a_file(self, rkconf: Program) -> None:
        assert "\x1b]8;;file:" not in rkconf(*LINT, "--color", "always").out

    @pytest.mark.parametrize("form", sorted(TEXTS))
    def test_a_rule_is_a_link_to_its_page(self, rkconf: Program, form: str) -> None:
        outcome = rkconf("lint", "--launch", "ssh h `linkNAME`", "--format", form, "--color", "always")
        link = f"\x1b]8;;{rule_page('RK201')}\x1b\\RK201 unknown-placeholder\x1b]8;;\x1b\\"
        assert link in outcome.out

    @pytest.mark.parametrize("form", [form for form in FORMATS if form not in TEXTS])
    def test_programs_get_neither_colours_nor_links(self, rkconf: Program, form: str) -> None:
        assert "\x1b" not in rkconf(*LINT, "--format", form, "--color", "always").out

    def test_a_file_is_coloured_only_where_that_is_asked(
        self, rkconf: Program, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        rkconf(*LINT, "--output", "plain.txt")
        rkconf(*LINT, "--output", "coloured.txt", "--color", "always")
        assert "\x1b" not in (folder / "plain.txt").read_text()
        assert "\x1b[" in (folder / "coloured.txt").read_text()
