"""The inputs of ``rkconf lint``: files, folders, standard input and bare text, and those that it cannot read."""

import json
import os
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.faulty_entry import BAD, FILE, GOOD, LISTEN, codes


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


@pytest.mark.parametrize("mode", ["-LinkMode Launch", "-linkmode launch", "-linklaunch"])
def test_the_arguments_of_a_local_kernel_alone_have_no_finding(mode: str, rkconf: Program) -> None:
    words = ("--mlopen", f"{mode} -LinkName 'math -mathlink'")
    assert rkconf("lint", *words).out == "No problems found in no entries in 1 file.\n"
    assert "launches local kernels itself" in rkconf("trace", *words).err
