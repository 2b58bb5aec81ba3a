"""Every quoted word arrives unchanged, through every pair of real shells that this machine has."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rkconf.shell.quoting import UNIX
from tests.shell_rig import LOCAL, POSIX, REMOTE, need

SPECIAL = " \t'\"\\$&;|<>()[]{}*?!#~^=%@,+-"
TEXTS = st.lists(
    st.text(st.one_of(st.sampled_from(SPECIAL), st.sampled_from("ab/1é→")), min_size=1, max_size=12),
    min_size=20,
    max_size=40,
)


@pytest.fixture(scope="module")
def far_machine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with ``reach``, which joins its words as ssh does, and ``show``, which prints its words."""
    folder = tmp_path_factory.mktemp("far")
    programs = {"reach": 'exec "$LOGIN_SHELL" -c "$*"', "show": "printf '%s\\0' \"$@\""}
    for name, line in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{line}\n")
        (folder / name).chmod(0o755)
    return folder


def arrived(far_machine: Path, local: str, remote: str, command: str) -> list[str]:
    environment = {**os.environ, "LOGIN_SHELL": remote, "HOME": str(far_machine), "LC_ALL": "C.UTF-8"}
    finished = subprocess.run([local, "-c", command], env=environment, capture_output=True, check=True, cwd=far_machine)
    return finished.stdout.decode().split("\0")[:-1]


@pytest.mark.live
@pytest.mark.parametrize("remote", REMOTE)
@pytest.mark.parametrize("local", LOCAL)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_a_word_arrives_through_both_shells(far_machine: Path, local: str, remote: str, texts: list[str]) -> None:
    need(local, remote)
    written = [quote(text) for text in texts for quote in (UNIX.word_for_both_shells, UNIX.quoted_word_for_both_shells)]
    command = " ".join([f"{far_machine}/reach", f"{far_machine}/show", *written])
    assert arrived(far_machine, local, remote, command) == [text for text in texts for _ in range(2)]


@pytest.mark.live
@pytest.mark.parametrize("local", POSIX)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_a_word_arrives_through_the_local_shell(far_machine: Path, local: str, texts: list[str]) -> None:
    need(local)
    command = " ".join([f"{far_machine}/show", *map(UNIX.word, texts)])
    assert arrived(far_machine, local, local, command) == texts
