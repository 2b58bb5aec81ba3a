"""The stand-in for a kernel: it replaces the program and nothing else, and it calls, obeys and ends as asked."""

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from rkconf import launchables, linting
from rkconf.command import target
from rkconf.doctor import TrialPlan
from rkconf.doctor.replacement import IrreplaceableError, replaced
from rkconf.doctor.stand_in.program import words
from rkconf.inputs import bare
from rkconf.versions import load

_FLAGS = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName 1@h,2@h"
_MARK = "0123456789abcdef"
_LIFETIME = 600
"""The seconds after which the program would end by itself; no test waits for that."""
_COMMANDS = {
    "bare": f"ssh skye /opt/math {_FLAGS}",
    "between double quotes": f'ssh skye "/opt/math {_FLAGS}"',
    "between single quotes": f"ssh skye '/opt/math {_FLAGS}'",
    "a path with a space": f"ssh skye \"'/opt/my math'\" {_FLAGS}",
    "after other words": f"ssh skye cd /tmp '&&' env A=1 /opt/math {_FLAGS}",
    "through two machines": f"ssh gate ssh skye /opt/math {_FLAGS}",
    "in a shell of the remote machine": f"ssh skye \"sh -c '/opt/math {_FLAGS}'\"",
    "on this machine": f"/opt/math {_FLAGS}",
}
_PROGRAMS = {
    "one word": ("/mnt/probe",),
    "spaces and quotes": ('/mnt/it\'s my "probe"',),
    "the built-in program in Perl": words("perl", _MARK, _LIFETIME),
    "the built-in program in Python": words("python3", _MARK, _LIFETIME),
}


def plan(command: str, local_shell: str = "bash") -> TrialPlan:
    [checked] = bare({"launch": command.encode()})
    version = load("5.2")
    aim = target(version, version, local_shell=local_shell, remote_shell="bash")
    kernel = launchables.find(checked, aim)
    assert isinstance(kernel, launchables.LaunchableKernel)
    return TrialPlan(None, kernel.launch, checked, aim, linting.mask(checked, aim))


@pytest.fixture
def machines(tmp_path: Path) -> Path:
    """Return a folder with an ssh that runs its command here, as a login shell would, and a program that records."""
    for name, text in {
        "ssh": 'shift\nexec bash -c "$*"\n',
        "record": f"exec '{sys.executable}' -c 'import json, sys; print(json.dumps(sys.argv[1:]))' \"$@\"\n",
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}")
        (tmp_path / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("command", _COMMANDS.values(), ids=_COMMANDS)
@pytest.mark.parametrize("program", _PROGRAMS.values(), ids=_PROGRAMS)
def test_real_shells_start_the_program_with_the_arguments_of_the_kernel(
    machines: Path, command: str, program: Sequence[str]
) -> None:
    text = replaced(plan(command), (str(machines / "record"), *program))

    done = subprocess.run(
        ("/bin/bash", "-c", text), env={"PATH": f"{machines}:/usr/bin:/bin"}, capture_output=True, check=True
    )

    assert json.loads(done.stdout) == [*program, *_FLAGS.split()]


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("ssh skye", id="no kernel"),
        pytest.param("./start skye", id="a program that rkconf does not follow"),
        pytest.param(f"ssh skye /opt/my math {_FLAGS}", id="a path that a space splits"),
    ],
)
def test_a_command_without_a_program_to_replace_is_refused(command: str) -> None:
    with pytest.raises(IrreplaceableError):
        replaced(plan(command), ("/mnt/probe",))


def test_the_program_in_perl_consists_of_characters_that_no_shell_changes() -> None:
    assert set("".join(words("perl", _MARK, _LIFETIME))) <= set("abcdefghijklmnopqrstuvwxyzHX0123456789+,-")


@contextmanager
def started(language: str, arguments: Sequence[str]) -> "Iterator[subprocess.Popen[bytes]]":
    if not shutil.which(language):
        pytest.skip(f"{language} is not installed")
    with subprocess.Popen((*words(language, _MARK, _LIFETIME), *arguments), stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def lines(call: socket.socket) -> "Iterator[str]":
    with call.makefile() as file:
        yield from (line.rstrip("\n") for line in file)


@contextmanager
def linked(language: str) -> Iterator[tuple[tuple[str, ...], list[socket.socket]]]:
    """Start the program with a link, and return its arguments and its two calls; it must end with the link."""
    with socket.create_server(("127.0.0.1", 0)) as data, socket.create_server(("127.0.0.1", 0)) as urgent:
        name = ",".join(f"{each.getsockname()[1]}@127.0.0.1" for each in (data, urgent))
        flags = ("-mathlink", "-LinkMode", "Connect", "-LinkName", name, "-LinkHost", "it's")
        with started(language, flags) as process:
            calls = [each.accept()[0] for each in (data, urgent)]
            try:
                yield flags, calls
                calls[0].shutdown(socket.SHUT_WR)
                assert process.wait() == 0
            finally:
                for each in calls:
                    each.close()


@pytest.mark.parametrize("language", ["perl", "python3"])
def test_the_program_calls_both_channels_and_reports_its_arguments(language: str) -> None:
    with linked(language) as (flags, calls):
        first, second = map(lines, calls)
        assert [next(first), next(second)] == [f"rkconf {_MARK} 0", f"rkconf {_MARK} 1"]
        folder, _, *given = bytes.fromhex(next(first).removeprefix("given ")).decode().split("\0")
        assert (folder, given) == (str(Path.cwd()), list(flags))


@pytest.mark.parametrize("language", ["perl", "python3"])
def test_the_program_opens_and_calls_further_ports(language: str) -> None:
    with linked(language) as (_, calls), socket.create_server(("127.0.0.1", 0)) as server:
        first = lines(calls[0])
        calls[0].sendall(b"listen 0@127.0.0.1 0@127.0.0.1 0@203.0.113.1\n")
        *opened, failed = next(line for line in first if line.startswith("listening ")).split()[1:]
        assert failed.startswith("failed:")
        for at, port in enumerate(opened):
            with socket.create_connection(("127.0.0.1", int(port))) as further:
                assert next(lines(further)) == f"rkconf {_MARK} further {at}"

        calls[0].sendall(f"call {server.getsockname()[1]}@127.0.0.1 1@127.0.0.1\n".encode())
        assert next(first) == "called open failed"


@pytest.mark.parametrize("language", ["perl", "python3"])
def test_the_program_ends_where_its_arguments_name_no_link(language: str) -> None:
    with started(language, ("-mathlink",)) as process:
        assert process.wait() == 1
