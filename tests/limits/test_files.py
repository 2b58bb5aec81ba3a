"""Every input has a bounded size, and no file makes rkconf wait."""

import os
import socket
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from rkconf import files, limits
from rkconf.cli import COMMANDS
from rkconf.errors import UnreadableInputError
from rkconf.limits import LARGEST_FILE
from tests.conftest import CHECKOUT, SAMPLES, Program

FOUND = b'LaunchSlave["h", "ssh `1` math"]'
UNIX = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
READING_STDIN = [
    *(pytest.param((name, "-"), id=name) for name in ("lint", "render", "extract", "trace", "setup", "doctor")),
    pytest.param(("convert", "-", "--to", "7"), id="convert"),
    pytest.param(("lint", "--launch", "-"), id="a launch command"),
    pytest.param(("lint", "--mlopen", "-"), id="arguments to MLOpen"),
    pytest.param(("lint", "--parallel", "-"), id="a template"),
    pytest.param(("trace", "--launch", "-"), id="trace of a launch command"),
    pytest.param(("convert", "--launch", "-", "--to", "7"), id="convert a launch command"),
]


def test_a_file_at_the_limit_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.m"
    path.touch()
    os.truncate(path, LARGEST_FILE)
    assert len(files.read(path).data) == LARGEST_FILE
    os.truncate(path, LARGEST_FILE + 1)
    with pytest.raises(UnreadableInputError, match=f"{LARGEST_FILE:,} bytes"):
        files.read(path)


@pytest.mark.parametrize("command", READING_STDIN)
def test_standard_input_above_the_limit_is_refused(
    command: tuple[str, ...], rkconf: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rkconf.files.LARGEST_FILE", 1000)
    outcome = rkconf(*command, stdin=b" " * 1001)
    assert outcome.status == 2
    assert "1,000 bytes" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="closes a stream as a shell of Unix does")
@pytest.mark.parametrize("command", READING_STDIN)
def test_a_closed_standard_input_is_an_error(command: tuple[str, ...]) -> None:
    closing = "import os, sys; os.close(0); os.execv(sys.executable, [sys.executable, '-m', 'rkconf', *sys.argv[1:]])"
    run = subprocess.run([sys.executable, "-c", closing, *command], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "standard input is closed" in run.stderr
    assert "Traceback" not in run.stderr


def test_every_command_that_reads_a_file_from_standard_input_is_tested() -> None:
    tested = {str(each.values[0][0]) for each in READING_STDIN}  # type: ignore[index]  # the tuple above
    assert tested == COMMANDS.keys() - {"new", "explain", "rules", "settings", "completion", "schema"}


@UNIX
def test_a_folder_is_searched_past_pipes_sockets_and_devices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rkconf: Program
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.m")
    os.mkfifo(".gitignore")
    os.mkfifo("rkconf.toml")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.m")
        Path("device.m").symlink_to("/dev/zero")
        Path("found.m").write_bytes(FOUND)
        assert rkconf("lint", "--show-files").out == "found.m\n"


@UNIX
def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.m"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(FOUND,))
    writer.start()
    assert files.read(pipe).data == FOUND
    writer.join()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/dev/zero", id="a device of characters"),
        pytest.param("/proc/kmsg", id="a regular file without an end"),
        pytest.param("socket", id="a socket"),
    ],
)
@UNIX
def test_a_device_is_refused(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket")
        with pytest.raises(UnreadableInputError, match=r"this is a device or a socket|permission denied|no such file"):
            files.read(path)


def test_a_lack_of_memory_is_one_line(rkconf: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("rkconf.files.content", fail)
    outcome = rkconf("lint", "-")
    assert (outcome.status, outcome.err.count("\n")) == (2, 1)
    assert "not enough memory" in outcome.err


@pytest.mark.checkout
@pytest.mark.parametrize("name", [name for name in vars(limits) if name.isupper()])
def test_the_guide_gives_the_number_of_every_limit(name: str) -> None:
    guide = (CHECKOUT / "docs" / "guide.md").read_text()
    assert f"| {getattr(limits, name):,} |" in guide.partition("## Limits")[2]


@UNIX
@pytest.mark.parametrize(
    ("setting", "place"), [('baseline = "pipe"', ""), ('extend = "pipe"', "rkconf.toml:1:10: extend: ")]
)
@pytest.mark.parametrize("words", [("lint", "found.m"), ("lint", "found.m", "--write-baseline", "known.json")])
def test_a_pipe_that_only_the_settings_name_is_refused(
    folder: Path, rkconf: Program, setting: str, place: str, words: tuple[str, ...]
) -> None:
    os.mkfifo("pipe")
    Path("rkconf.toml").write_text(setting)
    Path("found.m").write_bytes(FOUND)
    outcome = rkconf(*words)
    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"rkconf: {place}")
    assert outcome.err.endswith("pipe: this is a pipe, not an ordinary file; put a file in its place\n")
    assert not (folder / "known.json").exists()


@UNIX
@pytest.mark.parametrize("options", [(), ("--force",)])
def test_a_pipe_in_the_folder_of_a_setup_is_refused(tmp_path: Path, rkconf: Program, options: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / "steps.txt")
    specification = str(SAMPLES / "kernels" / "tunnel.toml")
    outcome = rkconf("setup", specification, "--version", "7", "--output", str(tmp_path), *options)
    message = "this is a pipe, not an ordinary file; put a file in its place"
    assert (outcome.status, outcome.err) == (2, f"rkconf: {tmp_path}/steps.txt: {message}\n")
    assert [path.name for path in tmp_path.iterdir()] == ["steps.txt"]
