"""The scripts of doctor that run on the kernel's machine, with each of the programs that it may have."""

import os
import shutil
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rkconf.doctor import remote
from tests.ports import reserved

_TOOLS = ("sh", "dd", "head", "od", "sed", "awk", "ps", "tr", "sleep", "cat", "readlink", "ldd", "env")


def run(script: str, *words: str, before: str = "", path: str = "/usr/bin:/bin") -> list[str]:
    text = f"{before}\n{remote.script(script)}"
    done = subprocess.run(
        ("/bin/sh", "-s", "--", *words), input=text, env={"PATH": path}, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def first_words(server: socket.socket) -> bytes:
    """Take a call, and hang up after its first words: nc would wait for that."""
    with server.accept()[0] as call:
        return call.recv(100)


@pytest.mark.parametrize("language", ["python3", "perl", "bash", "nc"])
def test_ports_are_called_with_whatever_program_is_there(tmp_path: Path, language: str) -> None:
    for name in (*_TOOLS, language):
        if found := shutil.which(name, path="/usr/bin:/bin"):
            (tmp_path / name).symlink_to(found)
    if not (tmp_path / language).exists():
        pytest.skip(f"{language} is not installed")
    with socket.create_server(("127.0.0.1", 0)) as server, reserved() as kept, ThreadPoolExecutor(1) as server_thread:
        opened, closed = (each.getsockname()[1] for each in (server, kept))
        received = server_thread.submit(first_words, server)
        lines = run("reach", "127.0.0.1", str(opened), "127.0.0.1", str(closed), before="limit=60", path=str(tmp_path))
        assert received.result().startswith(b"rkconf probe")
    first, *ends = lines
    assert first == f"with {language.removesuffix('3')}"
    assert sorted(ends) == sorted((f"end 127.0.0.1 {opened} open", f"end 127.0.0.1 {closed} refused"))


def test_without_such_a_program_the_result_is_empty(tmp_path: Path) -> None:
    for name in _TOOLS:
        (tmp_path / name).symlink_to(shutil.which(name, path="/usr/bin:/bin") or "/nowhere")
    assert run("reach", "127.0.0.1", "1", path=str(tmp_path)) == ["with nothing"]


def test_processes_are_found_by_their_arguments_and_the_script_does_not_find_itself() -> None:
    text = f"31415@rkconf-test-{os.getpid()}"
    with subprocess.Popen(("/bin/sh", "-c", "read -r line; true", text), stdin=subprocess.PIPE) as process:
        found = [line.split()[0] for line in run("processes", before=f"RKCONF_TEXT={text}")]
    assert found == [str(process.pid)]
    assert run("processes", before=f"RKCONF_TEXT={text}-of-nobody") == []
