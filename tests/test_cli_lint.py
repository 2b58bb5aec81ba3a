"""``rkconf lint`` from outside: inputs, selections, reports and exit statuses."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import SAMPLES, Outcome, Program

GOOD = (
    "ssh -o BatchMode=yes skye.local ./bin/math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP"
    " -LinkName `linkname` -LinkHost `ipaddress`"
)
LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
BAD = GOOD.replace("Connect", "Listen")
ENTRY = f'{{"RemoteMachine" -> True, "LoginScript" -> "{BAD}", "MLOpenArguments" -> "{LISTEN}"}}'
FILE = f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, "skye" -> {ENTRY}}}]\n'.encode()


def codes(outcome: Outcome) -> list[str]:
    return [found["code"] for found in json.loads(outcome.out)["diagnostics"]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestInputs:
    def test_a_file_is_reported_under_the_path_that_was_given(self, rkconf: Program, folder: Path) -> None:
        (folder / "init.m").write_bytes(FILE)
        outcome = rkconf("lint", "./init.m", "--format", "json")
        assert {found["path"] for found in json.loads(outcome.out)["diagnostics"]} == {"./init.m"}
        assert outcome.status == 1

    def test_standard_input_has_the_name_that_it_is_given(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--stdin-filename", "home/init.m", "--format", "concise", stdin=FILE)
        assert outcome.out.startswith("home/init.m:1:")

    def test_bare_text_is_reported_under_its_kind(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "--launch", BAD, "--mlopen", "-LinkMode Connect", "--format", "concise")
        assert {line.partition(":")[0] for line in outcome.out.splitlines()} == {"<launch>", "<mlopen>"}

    def test_offsets_of_bare_text_are_within_that_text(self, rkconf: Program) -> None:
        outcome = rkconf(
            "lint", "--launch", GOOD, "--mlopen", "-LinkMode Connect", "--format", "json", "--select", "RK102"
        )
        (found,) = json.loads(outcome.out)["diagnostics"]
        assert (found["path"], found["start"]["offset"], found["end"]["offset"]) == ("<mlopen>", 0, 17)
        assert found["fix"]["edits"] == [{"start": 10, "end": 17, "text": "Listen"}]

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param(["--mlopen", LISTEN], id="as a word of its own"),
            pytest.param([f"--mlopen={LISTEN}"], id="behind an equals sign"),
            pytest.param(["--mlopen", "-LinkMode"], id="one word that looks like an option"),
            pytest.param(["--launch", "--"], id="the word that ends the options"),
        ],
    )
    def test_a_text_may_begin_with_a_dash(self, rkconf: Program, words: list[str]) -> None:
        assert rkconf("lint", *words).status in {0, 1}

    def test_a_text_comes_from_standard_input(self, rkconf: Program) -> None:
        assert rkconf("lint", "--launch", "-", "--select", "RK102", stdin=f"{BAD}\n".encode()).status == 1

    @pytest.mark.parametrize("ending", [b"", b"\n", b"\r\n"])
    def test_a_text_comes_from_a_file_without_its_last_line_end(
        self, rkconf: Program, folder: Path, ending: bytes
    ) -> None:
        (folder / "command.txt").write_bytes(GOOD.encode() + ending)
        outcome = rkconf("lint", "--launch", "@command.txt", "--mlopen", LISTEN, "--format", "json")
        assert codes(outcome) == []

    def test_a_launch_command_with_its_arguments_is_one_entry(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "--launch", GOOD, "--mlopen", LISTEN, "--format", "json")
        assert json.loads(outcome.out)["summary"]["entries"] == 1

    def test_a_file_that_is_named_twice_is_checked_once(self, rkconf: Program, folder: Path) -> None:
        (folder / "init.m").write_bytes(FILE)
        outcome = rkconf("lint", "init.m", "init.m", "--format", "json")
        assert json.loads(outcome.out)["summary"]["files"] == 1

    def test_a_file_that_holds_nothing_to_check_is_fine_and_counted(self, rkconf: Program, folder: Path) -> None:
        (folder / "package.m").write_text('f[x_] := x^2 (* "SetOptions" *)\n')
        outcome = rkconf("lint", "package.m", "--format", "json")
        assert outcome.status == 0
        assert json.loads(outcome.out)["summary"] == {
            "files": 1,
            "entries": 0,
            "errors": 0,
            "warnings": 0,
            "infos": 0,
            "fixable": 0,
            "suppressed": 0,
        }


class TestBadInput:
    """Every failure is one line with the remedy; the readable rest is still checked."""

    @pytest.mark.parametrize(
        ("path", "message"),
        [
            pytest.param("nowhere.m", "no such file", id="a file that is not there"),
            pytest.param("init.m/more.m", "a part of this path is a file", id="a file in a file"),
            pytest.param("bin\0ary.m", "cannot be a path", id="a name that no file can have"),
            pytest.param("binary.m", "binary data", id="binary data"),
            pytest.param("utf16.m", "save it as UTF-8", id="UTF-16"),
        ],
    )
    def test_what_cannot_be_read(self, rkconf: Program, folder: Path, path: str, message: str) -> None:
        (folder / "init.m").write_bytes(FILE)
        (folder / "binary.m").write_bytes(bytes(range(256)))
        (folder / "utf16.m").write_bytes("SetOptions[$FrontEnd]".encode("utf-16"))
        outcome = rkconf("lint", path, "init.m", "--format", "concise")
        assert outcome.status == 2
        assert outcome.err.count("\n") == 1
        assert message in outcome.err
        assert "RK102" in outcome.out

    @pytest.mark.skipif(os.geteuid() == 0, reason="permission bits do not bind the administrator")
    def test_a_file_without_permission(self, rkconf: Program, folder: Path) -> None:
        (folder / "init.m").write_bytes(FILE)
        (folder / "init.m").chmod(0)
        outcome = rkconf("lint", "init.m")
        assert outcome.status == 2
        assert "permission denied" in outcome.err

    def test_a_link_that_leads_nowhere_is_not_found_in_a_folder(self, rkconf: Program, folder: Path) -> None:
        (folder / "init.m").write_bytes(FILE)
        (folder / ".#init.m").symlink_to("user@machine.4711")
        assert rkconf("lint", "--show-files").out.split() == ["init.m"]
        assert rkconf("lint", ".#init.m").status == 2

    def test_an_empty_file_is_fine(self, rkconf: Program, folder: Path) -> None:
        (folder / "init.m").touch()
        assert rkconf("lint", "init.m").status == 0

    @pytest.mark.parametrize("brackets", ["{}", "[]", "()"])
    def test_a_nest_10_000_deep_is_a_finding(self, rkconf: Program, brackets: str) -> None:
        opening, closing = (bracket * 10_000 for bracket in brackets)
        text = f"SetOptions[$FrontEnd, EvaluatorNames->{opening}{closing}]".encode()
        outcome = rkconf("lint", "-", "--format", "json", stdin=text)
        assert outcome.status in {0, 1}
        assert codes(outcome)

    def test_a_deep_nest_elsewhere_does_not_hide_the_kernels(self, rkconf: Program) -> None:
        text = FILE.replace(b"EvaluatorNames", b"Other->" + b"{" * 10_000 + b"}" * 10_000 + b", EvaluatorNames")
        assert "RK102" in codes(rkconf("lint", "-", "--format", "json", stdin=text))

    def test_bytes_need_not_be_text(self, rkconf: Program) -> None:
        text = FILE.replace(b'"skye"', b'"sk\xff\xfeye"')
        assert rkconf("lint", "-", "--format", "json", stdin=text).status == 1


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
        command = "ssh -o BatchMode=yes h /opt/m/wolfram -wstp -linkmode connect -linkname `linkname`"
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


class TestFolders:
    """A folder is searched as git would list it."""

    def test_only_what_may_hold_kernels_is_listed(self, rkconf: Program, folder: Path) -> None:
        for name in ("init.m", "b.WL", "kernels.toml", "lab.kernels.toml", "other.toml", "notes.txt", ".x/init.m"):
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).touch()
        listed = rkconf("lint", "--show-files").out.splitlines()
        assert listed == ["b.WL", "init.m", "kernels.toml", "lab.kernels.toml", ".x/init.m"]

    def test_what_git_ignores_is_left_out(self, rkconf: Program, folder: Path) -> None:
        files = {
            ".git/a.m": "",
            ".gitignore": "build/\n*.tmp.m\n/sub/only-here.m\n",
            "sub/.gitignore": "!kept.tmp.m\nown.m\n",
            "build/a.m": "",
            "x.tmp.m": "",
            "sub/only-here.m": "",
            "sub/kept.tmp.m": "",
            "sub/own.m": "",
            "sub/deep/own.m": "",
            "own.m": "",
        }
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text)
        assert rkconf("lint", "--show-files", ".").out.splitlines() == ["own.m", "sub/kept.tmp.m"]
        assert rkconf("lint", "--show-files", "sub").out.splitlines() == ["sub/kept.tmp.m"]

    def test_lines_that_are_not_patterns_are_skipped_as_by_git(self, rkconf: Program, folder: Path) -> None:
        (folder / ".gitignore").write_text("\\\n!\nown.m\n")
        (folder / "own.m").touch()
        (folder / "init.m").touch()
        assert rkconf("lint", "--show-files").out.splitlines() == ["init.m"]

    def test_a_file_that_is_named_is_checked_even_if_git_ignores_it(self, rkconf: Program, folder: Path) -> None:
        (folder / ".gitignore").write_text("*\n")
        (folder / "init.m").write_bytes(FILE)
        assert rkconf("lint", "init.m").status == 1

    def test_an_empty_folder_is_fine(self, rkconf: Program, folder: Path) -> None:
        assert rkconf("lint", str(folder)).status == 0


def test_real_files_have_no_finding_above_info(rkconf: Program, shared: Path) -> None:
    outcome = rkconf("lint", str(shared / "corpus"), "--fail-on", "warning")
    assert outcome.status == 0, outcome.out


def test_the_clean_sample_is_clean(rkconf: Program) -> None:
    outcome = rkconf("lint", str(SAMPLES / "frontend" / "clean.m"), "--fail-on", "info")
    assert outcome.status == 0, outcome.out
