"""Fixes: which ones are made, where the result goes, and that nothing is lost on the way."""

import json
import re
from pathlib import Path

import pytest

from tests.conftest import Program

LISTEN = "-LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract"
GOOD = (
    "ssh -o BatchMode=yes skye.local ./bin/math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP"
    " -LinkName `linkname` -LinkHost `ipaddress`"
)
BAD = GOOD.replace("Connect", "Listen").replace("-mathlink", "–mathlink")  # noqa: RUF001 - the dash of a web page
HALF = BAD.replace("ssh -o BatchMode=yes", "rsh")
LEFT = GOOD.replace("ssh -o BatchMode=yes", "rsh")


def file(command: str) -> bytes:
    entry = f'"skye" -> {{"RemoteMachine" -> True, "LoginScript" -> "{command}", "MLOpenArguments" -> "{LISTEN}"}}'
    return f'SetOptions[$FrontEnd,\nEvaluatorNames->{{"Local" -> {{}}, (* mine *)\n{entry}}}\n]\n'.encode()


@pytest.fixture
def init(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a broken file in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = Path("init.m")
    path.write_bytes(file(BAD))
    return path


class TestFiles:
    """A file is written at once or not at all."""

    def test_safe_fixes_are_made(self, rkconf: Program, init: Path) -> None:
        outcome = rkconf("lint", "init.m", "--fix")
        assert init.read_bytes() == file(GOOD)
        assert (outcome.status, outcome.err) == (0, "rkconf: fixed 2 findings in 1 file\n")

    def test_what_is_left_is_reported(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(HALF))
        outcome = rkconf("lint", "init.m", "--fix", "--format", "concise")
        assert init.read_bytes() == file(LEFT)
        assert outcome.status == 1
        assert outcome.out.startswith("init.m:3:55: error RK401 insecure-rsh")

    def test_unsafe_fixes_are_made_when_asked_for(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(HALF))
        assert rkconf("lint", "init.m", "--fix", "--unsafe-fixes").status == 0
        assert init.read_bytes() == file(GOOD)

    def test_only_what_is_selected_is_fixed(self, rkconf: Program, init: Path) -> None:
        rkconf("lint", "init.m", "--fix", "--select", "RK102")
        assert init.read_bytes() == file(BAD.replace("-LinkMode Listen", "-LinkMode Connect"))

    def test_what_is_ignored_is_left_alone(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(BAD) + b"(* rkconf: ignore-file[RK304, RK103] *)")
        rkconf("lint", "init.m", "--fix")
        assert b"\xe2\x80\x93mathlink" in init.read_bytes()

    def test_fix_only_reports_nothing(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(HALF))
        outcome = rkconf("lint", "init.m", "--fix-only")
        assert (outcome.status, outcome.out) == (0, "")
        assert init.read_bytes() != file(HALF)

    @pytest.mark.parametrize("words", [["--diff"], ["--diff", "--fix"], ["--diff", "--fix-only"]], ids=" ".join)
    def test_a_difference_writes_nothing(self, rkconf: Program, init: Path, words: list[str]) -> None:
        outcome = rkconf("lint", "init.m", *words)
        assert outcome.status == 1
        assert outcome.out.startswith("--- init.m\n+++ init.m\n@@ -1,4 +1,4 @@\n")
        assert "+" + file(GOOD).decode().splitlines()[2] in outcome.out.splitlines()
        assert init.read_bytes() == file(BAD)

    def test_no_difference_is_exit_zero(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(GOOD))
        assert rkconf("lint", "init.m", "--diff") == rkconf("lint", "init.m", "--fix-only")
        assert rkconf("lint", "init.m", "--diff").status == 0

    def test_a_difference_shows_no_secret(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(BAD.replace("skye.local", "user:hunter2@skye.local")))
        outcome = rkconf("lint", "init.m", "--diff")
        assert "hunter2" not in outcome.out + outcome.err
        assert "user:•••@skye.local" in outcome.out

    def test_a_folder_is_fixed(self, rkconf: Program, init: Path) -> None:
        for name in ("a.m", "b.m"):
            init.with_name(name).write_bytes(file(BAD))
        assert rkconf("lint", "--fix").err == "rkconf: fixed 6 findings in 3 files\n"
        assert {path.read_bytes() for path in init.parent.glob("*.m")} == {file(GOOD)}

    def test_arguments_that_are_missing_are_written_into_an_empty_string(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(GOOD).replace(LISTEN.encode(), b""))
        rkconf("lint", "--fix", "init.m")
        after = init.read_bytes()
        assert after.partition(b"->")[0] == file(GOOD).partition(b"->")[0]
        assert sorted(re.findall(rb"\w+", after)) == sorted(re.findall(rb"\w+", file(GOOD)))

    def test_line_ends_stay(self, rkconf: Program, init: Path) -> None:
        init.write_bytes(file(GOOD.replace("Connect", "Listen")).replace(b"\n", b"\r\n") + b"(* \xe9 *)")
        rkconf("lint", "init.m", "--fix")
        assert init.read_bytes() == file(GOOD).replace(b"\n", b"\r\n") + b"(* \xe9 *)"

    def test_a_specification_is_fixed(self, rkconf: Program, init: Path) -> None:
        table = f'[[kernels]]\nname = "skye" # mine\nlaunch_command = "{BAD}"\nmlopen_arguments = "{LISTEN}"\n'
        path = init.with_name("kernels.toml")
        path.write_text(table)
        assert rkconf("lint", "kernels.toml", "--fix").status == 0
        assert path.read_text() == table.replace(BAD, GOOD)

    def test_a_file_that_nobody_may_write_is_left_alone(self, rkconf: Program, init: Path) -> None:
        init.with_name("a.m").write_bytes(file(BAD))
        init.chmod(0o444)
        outcome = rkconf("lint", "--fix", "--format", "concise")
        assert outcome.status == 2
        assert init.read_bytes() == file(BAD)
        assert init.with_name("a.m").read_bytes() == file(GOOD)
        assert outcome.err.splitlines() == [
            "rkconf: init.m: permission denied; check who may read and write it; nothing was written",
            "rkconf: fixed 2 findings in 1 file",
        ]
        assert {line.partition(":")[0] for line in outcome.out.splitlines()} == {"init.m"}

    def test_several_processes_do_the_same(self, rkconf: Program, init: Path) -> None:
        for number in range(4):
            init.with_name(f"{number}.m").write_bytes(file(HALF))
        alone = rkconf("lint", "--diff", "--jobs", "1")
        assert rkconf("lint", "--diff", "--jobs", "2") == alone
        assert alone.status == 1


class TestStreams:
    """Input that is not a file is printed; its report goes to standard error."""

    def test_standard_input(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--fix", "--format", "concise", stdin=file(HALF))
        assert outcome.raw == file(LEFT)
        assert "<stdin>:3:55: error RK401 insecure-rsh" in outcome.err
        assert outcome.status == 1

    def test_standard_input_that_is_fine(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "-", "--fix", stdin=file(GOOD))
        assert (outcome.status, outcome.raw) == (0, file(GOOD))

    def test_a_report_may_go_to_a_file(self, rkconf: Program, init: Path) -> None:
        outcome = rkconf("lint", "-", "--fix", "--output", "json=report.json", stdin=file(HALF))
        assert outcome.raw == file(LEFT)
        assert json.loads(init.with_name("report.json").read_bytes())["summary"]["errors"] == 1

    @pytest.mark.parametrize(
        ("words", "printed"),
        [
            pytest.param(["--launch", BAD], f"{GOOD}\n", id="a launch command"),
            pytest.param(["--launch", BAD, "--mlopen", LISTEN], f"{GOOD}\n{LISTEN}\n", id="with MLOpen arguments"),
            pytest.param(
                ["--mlopen", LISTEN.replace("n -L", "n \N{EN DASH}L", 1)], f"{LISTEN}\n", id="MLOpen arguments"
            ),
        ],
    )
    def test_bare_text(self, rkconf: Program, words: list[str], printed: str) -> None:
        assert rkconf("lint", *words, "--fix").out == printed

    def test_a_difference_of_bare_text(self, rkconf: Program) -> None:
        outcome = rkconf("lint", "--launch", BAD, "--diff")
        assert outcome.status == 1
        assert outcome.out.startswith("--- <launch>\n+++ <launch>\n")


class TestHarm:
    """A fix that does harm is not made, and that is reported."""

    def test_a_fix_that_would_bring_an_error(self, rkconf: Program, init: Path) -> None:
        command = GOOD.replace("./bin/math.sh", r"\"bash -c '/opt/Mathematica 7/math") + "'" + r"\""
        init.write_bytes(file(command))
        outcome = rkconf("lint", "init.m", "--fix", "--version", "7")
        assert outcome.status == 1
        assert init.read_bytes() == file(command)
        assert "RK303 path-cut-at-blank not fixed: it would cause RK506 never-started" in outcome.err

    def test_a_fix_is_made_together_with_those_of_what_it_brings(self, rkconf: Program) -> None:
        command = GOOD.replace("skye.local", "user @skye.local").replace("./bin/math.sh", "'/opt/a b/math'")
        fixed = rkconf("lint", "--launch", command, "--fix")
        assert "user@skye.local" in fixed.out
        assert "\"'/opt/a b/math'\"" in fixed.out

    def test_a_fix_that_would_delete_a_comment(self, rkconf: Program) -> None:
        data = file(GOOD).replace(b'"RemoteMachine"', b'"AppendNameToCellLabel" -> True, (* why *)'
                                  b'"AppendNameToCellLabel" -> True, "RemoteMachine"')  # fmt: skip
        outcome = rkconf("lint", "-", "--fix", "--unsafe-fixes", stdin=data)
        assert outcome.raw == data
        assert "RK005 duplicate-key not fixed: it would delete a comment" in outcome.err


def test_unsafe_fixes_alone_change_nothing(rkconf: Program, init: Path) -> None:
    outcome = rkconf("lint", "init.m", "--unsafe-fixes")
    assert outcome.status == 1
    assert "--unsafe-fixes has no effect without --fix" in outcome.err
    assert init.read_bytes() == file(BAD)


def test_a_forward_that_leads_the_wrong_way_is_turned_and_none_is_added(rkconf: Program) -> None:
    ports = "31415@127.0.0.1,31416@127.0.0.1"
    forwards = "-{} 127.0.0.1:31415:127.0.0.1:31415 -R 127.0.0.1:31416:127.0.0.1:31416"
    options = "-o BatchMode=yes -o ExitOnForwardFailure=yes -S none"
    command = f"ssh {options} {forwards} skye.local ./bin/math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP"
    command = f"{command} -LinkName {ports} -LinkHost 127.0.0.1"
    boxes = ("--mlopen", f"{LISTEN} -LinkName {ports}", "--version", "5.2", "--unsafe-fixes", "--fix")
    outcome = rkconf("lint", "--launch", command.format("L"), *boxes)
    assert outcome.out.splitlines()[0] == command.format("R")


@pytest.mark.parametrize("end", [";", "; ", " ;", " ; "])
def test_the_fix_of_a_cut_command_keeps_all_of_it_from_the_local_shell(rkconf: Program, end: str) -> None:
    link = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
    text = f"ssh skye.local cd /opt{end}./math {link} ~ * $X"
    outcome = rkconf("lint", "--launch", text, "--select", "RK307", "--diff", "--unsafe-fixes")
    assert f"+ssh skye.local cd /opt \\; ./math {link} \\~ \\* \\$X" in outcome.out.splitlines(), outcome.err
