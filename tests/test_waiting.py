"""Tests wait for events without limits in seconds, and name ports that no other program takes."""

import ast
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.ports import reserved
from tests.waiting import listens, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="sockets and processes as Linux shows them")

_CLOCKS = {"monotonic", "perf_counter", "process_time", "settimeout", "alarm"}
_WAITS = {"run", "check_output", "wait", "communicate", "HTTPConnection", "create_connection"}
_MAY_MEASURE = {
    "tests/benchmarks": "they measure time",
    "tests/fuzz": "--seconds is one of its options",
    "tests/live/processes.py": "it counts the time of a launch alone",
    "tests/live/command_runs.py": "a command that does not end decides nothing",
    "tests/live/machines.py": "a server that does not end is killed",
    "tests/live/links/front_end.py": "a program that runs apart from the tests",
    "tests/live/links/kernel.py": "a program that runs apart from the tests",
    "tests/live/links/wire.py": "a program that runs apart from the tests",
}


def waits_for_a_clock(call: ast.Call) -> bool:
    """Return whether a call has a limit in seconds, or reads a clock."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    return name in _CLOCKS or (name in _WAITS and any(each.arg == "timeout" for each in call.keywords))


def clocks() -> Iterator[str]:
    """Yield the place of each call in the tests that depends on a clock."""
    for path in sorted((CHECKOUT / "tests").rglob("*.py")):
        name, text = path.relative_to(CHECKOUT).as_posix(), path.read_text("utf-8")
        # To parse every file takes two seconds.
        if not name.startswith(tuple(_MAY_MEASURE)) and any(word in text for word in (*_CLOCKS, "timeout=")):
            calls = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Call))
            yield from (f"{name}:{call.lineno}" for call in calls if waits_for_a_clock(call))


def test_no_test_depends_on_a_clock() -> None:
    assert list(clocks()) == [], "wait for an event with tests/waiting.py; the time limit of tests ends every wait"


@pytest.mark.parametrize("text", ["subprocess.run(x, timeout=60)", "run.communicate(timeout=9)", "time.monotonic()"])
def test_a_clock_is_recognized(text: str) -> None:
    [call] = (each for each in ast.walk(ast.parse(text)) if isinstance(each, ast.Call))
    assert waits_for_a_clock(call)


def test_a_wait_ends_with_its_event_even_if_its_process_has_ended(tmp_path: Path) -> None:
    with subprocess.Popen(("/bin/sh", "-c", f": > '{tmp_path}/made'")) as process:
        wait_until((tmp_path / "made").exists, process)


def test_a_wait_ends_with_the_process_that_cannot_bring_its_event_about() -> None:
    expected = pytest.raises(AssertionError, match="has ended: no such port")
    with subprocess.Popen(("/bin/sh", "-c", "exit 3")) as process, expected:
        wait_until(lambda: False, process, lambda: "no such port")


def test_a_socket_listens_later_than_its_file_exists(tmp_path: Path) -> None:
    path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        assert path.exists()
        assert not listens(path)
        server.listen()
        assert listens(path)


def test_a_reserved_port_refuses_calls_until_the_program_that_asks_for_it_listens() -> None:
    with reserved() as kept:
        place = kept.getsockname()
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(place)
        with socket.create_server(place):
            socket.create_connection(place).close()
