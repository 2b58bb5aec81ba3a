"""The places of entries in the report about a machine: their readers and their content."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rkconf import versions
from rkconf.doctor.machine import Completed
from rkconf.doctor.machine.contents import FileState, PlacedFile
from rkconf.doctor.machine.judge_files import shown_versions
from rkconf.doctor.machine.remarks import Level
from tests.scratch_homes import DIRECT, INIT, ScratchHome, found, init_file


def places(home: ScratchHome, **settings: str) -> dict[str, PlacedFile]:
    """Return what is at each place, by its path from the home directory or the root directory."""
    files = home.examined(**settings).files
    return {str(each.place.path).removeprefix(f"{home.folder}/"): each for each in files}


READERS = {
    "home/.Mathematica/FrontEnd/init.m": "5.2 to 14",
    "home/.Wolfram/FrontEnd/init.m": "14.1 to 15",
    "root/usr/share/Mathematica/FrontEnd/init.m": "5.2 to 14",
    "root/usr/share/Wolfram/FrontEnd/init.m": "14.1 to 15",
}


def test_every_place_is_listed_with_the_versions_that_read_it(home: ScratchHome) -> None:
    read = {path: shown_versions(each.place.versions, versions.known()) for path, each in places(home).items()}
    assert read == READERS


def test_macos_has_other_places(home: ScratchHome) -> None:
    home.os = "macos"
    home.programs = {"sysctl": Completed(0, "49152\n65535\n"), "netstat": Completed(0, "")}
    assert next(iter(places(home))) == "home/Library/Mathematica/FrontEnd/init.m"
    assert "root/Library/Wolfram/FrontEnd/init.m" in places(home)


@pytest.mark.parametrize(
    ("variable", "moved", "readers"),
    [
        pytest.param("MATHEMATICA_USERBASE", "home/.Mathematica/FrontEnd/init.m", "5.2 to 14", id="user, before 14.1"),
        pytest.param("WOLFRAM_USERBASE", "home/.Wolfram/FrontEnd/init.m", "14.1 to 15", id="user, from 14.1 on"),
        pytest.param("MATHEMATICA_BASE", "root/usr/share/Mathematica/FrontEnd/init.m", "5.2 to 14", id="all users"),
        pytest.param("WOLFRAM_BASE", "root/usr/share/Wolfram/FrontEnd/init.m", "14.1 to 15", id="all users, later"),
    ],
)
def test_a_variable_moves_a_place(home: ScratchHome, variable: str, moved: str, readers: str) -> None:
    home.variables = {variable: str(home.folder / "other")}
    by_path = places(home)
    there = by_path["other/FrontEnd/init.m"]
    assert (there.place.variable, shown_versions(there.place.versions, versions.known())) == (variable, readers)
    assert (by_path[moved].place.replaced_by, by_path[moved].place.versions) == (variable, ())


def test_entries_that_a_variable_hides_are_a_problem(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    home.variables = {"MATHEMATICA_USERBASE": str(home.folder)}
    machine = home.examined()
    assert "file-not-read" in found(machine)
    assert machine.uses == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("base", "folder-relative", id="relative"),
        pytest.param("/missing/x", "folder-missing", id="missing"),
    ],
)
def test_a_variable_must_name_a_folder(home: ScratchHome, value: str, expected: str) -> None:
    home.variables = {"MATHEMATICA_BASE": value, "WOLFRAM_BASE": str(home.folder)}
    assert expected in found(home.examined())


def test_a_variable_of_other_versions_alone_is_noted(home: ScratchHome) -> None:
    home.variables = {"MATHEMATICA_USERBASE": str(home.folder)}
    assert "variable-of-other-versions" in found(home.examined())
    home.variables = {**home.variables, "WOLFRAM_USERBASE": str(home.folder)}
    assert "variable-of-other-versions" not in found(home.examined())


def test_a_file_of_versioned_preferences_is_read_by_its_version(home: ScratchHome) -> None:
    home.write(".Mathematica/FrontEnd/12.0_init.m", init_file())
    there = places(home)["home/.Mathematica/FrontEnd/12.0_init.m"]
    assert [version.name for version in there.place.versions] == ["12"]
    assert there.target is not None
    assert there.target.version.name == "12"


@pytest.mark.parametrize("name", ["12.9_init.m", "7.0_init.m", "15.0_init.m"])
def test_a_versioned_file_that_no_front_end_reads_is_noted(home: ScratchHome, name: str) -> None:
    home.write(f".Mathematica/FrontEnd/{name}", init_file(DIRECT.replace("-LinkName", "-LinkNmae")))
    machine = home.examined()
    assert (found(machine), machine.uses) == (["file-of-no-version"], ())


def test_a_file_is_checked_for_a_version_that_reads_it(home: ScratchHome) -> None:
    home.write(".Wolfram/FrontEnd/init.m", init_file())
    target = places(home)["home/.Wolfram/FrontEnd/init.m"].target
    assert target is not None
    assert target.version.name == "15"


def test_the_command_line_chooses_the_version(home: ScratchHome) -> None:
    home.write(INIT, init_file())
    target = places(home, version="6")["home/.Mathematica/FrontEnd/init.m"].target
    assert target is not None
    assert target.version.name == "6"


def test_errors_of_lint_are_a_problem_with_their_place(home: ScratchHome) -> None:
    home.write(INIT, init_file(DIRECT.replace("-LinkName", "-LinkNmae")))
    machine = home.examined()
    [problem] = machine.of_level(Level.PROBLEM)
    assert problem.id == "file-findings"
    assert "init.m:1:" in problem.evidence
    assert problem.command == "rkconf lint ~/.Mathematica/FrontEnd/init.m"
    assert machine.status == 1


def test_a_comment_that_ignores_a_finding_counts(home: ScratchHome) -> None:
    home.write(INIT, "(* rkconf: ignore-file[RK407] asked *)\n" + init_file(DIRECT.replace("-o BatchMode=yes ", "")))
    [file] = [each for each in home.examined().files if each.entries]
    assert "RK407" not in [each.code for each in file.diagnostics]


def make_folder(path: Path) -> None:
    path.mkdir(parents=True)


def make_pipe(path: Path) -> None:
    path.parent.mkdir(parents=True)
    os.mkfifo(path)


def make_broken_link(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.symlink_to("nowhere")


def make_link_to_itself(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.symlink_to(path)


def make_binary(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(range(256)) * 4)


def make_utf16(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(init_file(), encoding="utf-16")


@pytest.mark.parametrize(
    ("make", "state", "expected"),
    [
        pytest.param(make_folder, FileState.NOT_A_FILE, "file-not-a-file", id="a folder"),
        pytest.param(make_pipe, FileState.NOT_A_FILE, "file-not-a-file", id="a pipe"),
        pytest.param(make_broken_link, FileState.BROKEN_LINK, "file-broken-link", id="a broken link"),
        pytest.param(make_link_to_itself, FileState.UNREADABLE, "file-unreadable", id="a link to itself"),
        pytest.param(make_utf16, FileState.NOT_TEXT, "file-not-text", id="UTF-16"),
        pytest.param(make_binary, FileState.NOT_TEXT, "file-not-text", id="binary data"),
    ],
)
def test_what_cannot_be_read_is_a_problem(
    home: ScratchHome, make: Callable[[Path], None], state: FileState, expected: str
) -> None:
    make(home.home / INIT)
    machine = home.examined()
    assert machine.files[0].state is state
    assert found(machine) == [expected]


def test_a_file_that_is_too_large_is_a_problem(home: ScratchHome, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write(INIT, init_file())
    monkeypatch.setattr("rkconf.files.LARGEST_FILE", 100)
    assert found(home.examined()) == ["file-unreadable"]


def test_a_symbolic_link_is_reported_wherever_it_is(home: ScratchHome) -> None:
    home.write("data/FrontEnd/init.m", init_file())
    (home.home / ".Mathematica").symlink_to("data")
    file = home.examined().files[0]
    assert (file.entries, file.link) == (2, f"{home.home}/.Mathematica -> data")
