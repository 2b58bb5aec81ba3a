"""Commands that write files: all or nothing, through links, and never over what somebody else has changed."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from rkconf import files
from rkconf.source import Source
from tests.conftest import SAMPLES, Program

SPECIFICATION = str(SAMPLES / "kernels" / "tunnel.toml")
FINE = str(SAMPLES / "frontend" / "clean.m")
FRONT_END = (SAMPLES / "conversions" / "tunnel" / "5.2.m").read_bytes()
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

CHANGING = [
    pytest.param(("render", SPECIFICATION, "--version", "7", "--in-place", "--into"), id="render"),
    pytest.param(("convert", "--from", "5.2", "--to", "7", "--in-place"), id="convert"),
]
WRITING = [
    pytest.param(("render", SPECIFICATION, "--version", "7", "--output"), id="render"),
    pytest.param(("convert", str(SAMPLES / "frontend" / "clean.m"), "--to", "7", "--output"), id="convert"),
    pytest.param(("extract", str(SAMPLES / "frontend" / "clean.m"), "--output"), id="extract"),
    pytest.param(("trace", SPECIFICATION, "--version", "7", "--svg"), id="a picture"),
]
NUMBERS_OF_NO_FILE = [
    pytest.param("987654", id="not open"),
    pytest.param("9" * 20, id="more than the system counts"),
    pytest.param("9" * 5000, id="more than Python reads"),
]


@pytest.fixture
def init(tmp_path: Path) -> Path:
    path = tmp_path / "init.m"
    path.write_bytes(FRONT_END)
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("command", CHANGING)
def test_a_symbolic_link_is_followed_and_stays_one(command: tuple[str, ...], rkconf: Program, init: Path) -> None:
    link = init.with_name("link.m")
    link.symlink_to("init.m")
    assert rkconf(*command, str(link)).status == 0
    assert link.is_symlink()
    assert init.read_bytes() != FRONT_END


@pytest.mark.parametrize("command", CHANGING)
def test_a_read_only_file_is_left_alone(command: tuple[str, ...], rkconf: Program, init: Path) -> None:
    init.chmod(0o444)
    outcome = rkconf(*command, str(init))
    assert (outcome.status, outcome.out) == (2, "")
    told = outcome.err.splitlines()[-1]
    assert told == f"rkconf: {init}: permission denied; check who may read and write it; nothing was written"
    assert (init.read_bytes(), names(init.parent)) == (FRONT_END, {"init.m"})


@pytest.mark.parametrize("command", CHANGING)
def test_what_changed_between_reading_and_writing_is_left_alone(
    command: tuple[str, ...], rkconf: Program, init: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "read", changing(init, files.read))
    outcome = rkconf(*command, str(init))
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.endswith(
        f"{init}: the file has changed since rkconf read it; run rkconf again; nothing was written\n"
    )
    assert (init.read_bytes(), names(init.parent)) == (b"the Front End was faster", {"init.m"})


def changing(path: Path, read: Callable[[str | Path], Source]) -> Callable[[str | Path], Source]:
    """Return a reader during which the Front End writes its file."""

    def reader(wanted: str | Path) -> Source:
        source = read(wanted)
        if Path(wanted) == path:
            path.write_bytes(b"the Front End was faster")
        return source

    return reader


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize(
    ("target", "why"),
    [
        pytest.param("missing/out", "no such file or folder", id="a folder that is not there"),
        pytest.param(".", "this is a folder", id="a folder"),
        pytest.param("file/out", "a part of this path is a file", id="a file where a folder should be"),
    ],
)
def test_a_place_that_cannot_be_written(
    command: tuple[str, ...], target: str, why: str, rkconf: Program, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    outcome = rkconf(*command, str(tmp_path / target))
    assert (outcome.status, outcome.out) == (2, "")
    told = outcome.err.splitlines()[-1]
    assert told.startswith(f"rkconf: {tmp_path / target}: {why}")
    assert told.endswith("nothing was written")
    assert names(tmp_path) == {"file"}


@pytest.mark.skipif(AS_ROOT, reason="permission bits do not bind the administrator")
@pytest.mark.parametrize("command", WRITING)
def test_a_folder_that_may_not_be_written(command: tuple[str, ...], rkconf: Program, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    outcome = rkconf(*command, str(tmp_path / "out"))
    tmp_path.chmod(0o700)
    assert (outcome.status, outcome.out) == (2, "")
    assert "permission denied" in outcome.err
    assert names(tmp_path) == set()


@pytest.mark.parametrize("inner", ["a.m", "inner/a.m"])
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("lint",), id="lint"),
        pytest.param(("lint", FINE, "--write-baseline"), id="a baseline to write"),
        pytest.param(("lint", FINE, "--baseline"), id="a baseline"),
        pytest.param(("settings",), id="settings"),
        pytest.param(("convert", "--to", "7"), id="convert"),
        pytest.param(("extract",), id="extract"),
        pytest.param(("trace",), id="trace"),
        pytest.param(("render", "--version", "7"), id="render"),
        pytest.param(("render", SPECIFICATION, "--version", "7", "--into"), id="render into"),
        pytest.param(("setup", "--version", "7"), id="setup"),
    ],
)
def test_a_folder_that_may_not_be_entered(command: tuple[str, ...], inner: str, rkconf: Program, closed: Path) -> None:
    outcome = rkconf(*command, str(closed / inner))
    assert (outcome.status, outcome.out.removeprefix("Nothing was checked.\n")) == (2, "")
    told = f"rkconf: {closed / inner}: permission denied; check who may read and write it"
    assert outcome.err.splitlines()[-1].removesuffix("; nothing was written") == told


@pytest.mark.parametrize("inner", ["", "inner"])
def test_a_folder_for_a_setup_that_may_not_be_entered(inner: str, rkconf: Program, closed: Path) -> None:
    outcome = rkconf("setup", SPECIFICATION, "--version", "7", "--output", str(closed / inner))
    told = f"rkconf: {closed / inner / 'steps.txt'}: permission denied; check who may read and write it\n"
    assert (outcome.status, outcome.out, outcome.err) == (2, "", told)


@pytest.mark.parametrize("paths", [(), ("closed", "fine.m"), (".", "closed")], ids=["below", "named", "both"])
def test_a_folder_that_cannot_be_searched_is_reported_and_the_rest_checked(
    paths: tuple[str, ...], rkconf: Program, closed: Path
) -> None:
    Path("fine.m").write_bytes(Path(FINE).read_bytes())
    outcome = rkconf("lint", *paths)
    told = f"rkconf: {closed}: permission denied; check who may read and write it"
    assert (outcome.status, set(outcome.err.splitlines())) == (2, {told})
    assert "in 1 file" in outcome.out
    shown = rkconf("lint", *paths, "--show-files")
    assert (shown.status, shown.out, set(shown.err.splitlines())) == (2, "fine.m\n", {told})


@pytest.mark.parametrize(
    ("line", "place", "why"),
    [
        pytest.param("kernel = 'math'\nuser = 'me@other'", "5:8", "it contains `@`", id="a user with a machine"),
        pytest.param('kernel = "/A\\nb/math"', "4:10", "it contains a line break", id="a path with a line break"),
        pytest.param("kernel = 'm'\nconnection = 'tunnel'\nports = [80, 443]", "6:10", "privileged", id="port 80"),
        pytest.param(
            "kernel = 'm'\nconnection = 'fixed-ports'\nports = [4001, 4002]\n[[kernels]]\nname = 'y'\nhost = 'i'\n"
            "kernel = 'm'\nconnection = 'tunnel'\nports = [4002, 4003]",
            "12:10",
            "port 4002 is already used by x; next free: ports = [4004, 4005]",
            id="a port of another kernel",
        ),
    ],
)
@pytest.mark.parametrize("command", [("render", "--version", "7", "--output"), ("convert", "--to", "7", "--output")])
def test_nothing_is_written_of_a_specification_that_cannot_be(
    line: str, place: str, why: str, command: tuple[str, ...], rkconf: Program, tmp_path: Path
) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text(f"[[kernels]]\nname = 'x'\nhost = 'h'\n{line}\n")
    outcome = rkconf(*command, str(tmp_path / "out"), str(path))
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith(f"{path}:{place}: error RK")
    assert why in outcome.err.replace("\n  help: ", "; ")
    assert names(tmp_path) == {"kernels.toml"}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("lint", "init.m", "--output", "json=init.m"), id="a report"),
        pytest.param(("extract", "init.m", "--output", "init.m"), id="a specification"),
        pytest.param(("extract", "init.m", "--output", "link.m"), id="a specification, through a link"),
        pytest.param(("trace", "init.m", "--svg", "init.m"), id="a picture"),
    ],
)
def test_no_result_replaces_an_input(
    command: tuple[str, ...], rkconf: Program, init: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(init.parent)
    Path("link.m").symlink_to("init.m")
    outcome = rkconf(*command)
    assert outcome.status == 2
    assert "is an input and would be overwritten" in outcome.err
    assert init.read_bytes() == FRONT_END


def test_a_device_without_end_is_not_an_input(rkconf: Program) -> None:
    outcome = rkconf("lint", "/dev/zero")
    assert outcome.status == 2
    assert outcome.err.startswith("rkconf: /dev/zero: this is a device or a socket, not a file")


def test_an_input_that_convert_cannot_read_is_reported(rkconf: Program) -> None:
    outcome = rkconf("convert", "-", "--stdin-filename", "x.m", "--to", "6", stdin=b"SetOptions[$FrontEnd, (* open")
    assert "x.m:1:23: " in outcome.err


@pytest.mark.parametrize("command", [*WRITING, pytest.param(("lint", FINE, "--output"), id="lint")])
@pytest.mark.parametrize("number", NUMBERS_OF_NO_FILE)
def test_a_number_of_no_open_file_is_reported(command: tuple[str, ...], number: str, rkconf: Program) -> None:
    outcome = rkconf(*command, f"/dev/fd/{number}")
    step = "open it in the shell, or name a file"
    assert outcome.status == 2
    assert outcome.err.endswith(f"/dev/fd/{number}: Bad file descriptor; {step}; the output is incomplete\n")
