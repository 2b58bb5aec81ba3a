"""Scripts that start a kernel, run by real shells: the claims of the rules about them, and of the model."""

import os
import subprocess
from pathlib import Path

import pytest

from rkconf import linting, tracing, versions
from rkconf.command import target
from rkconf.inputs import read
from rkconf.source import Source
from tests.live.rig import present

pytestmark = pytest.mark.live

SHELLS = present(("dash", "bash", "zsh", "mksh"))
KERNEL = """#!/bin/sh
printf '%s\\n' "$@" > "$RECORD"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    kernel = tmp_path / "math"
    kernel.write_text(KERNEL)
    kernel.chmod(0o700)
    return tmp_path


def arrived(folder: Path, script: bytes, *arguments: str) -> list[str] | None:
    """Return the arguments of the kernel that a script starts; None if it starts none."""
    path, record = folder / "start.sh", folder / "record"
    path.write_bytes(script)
    path.chmod(0o700)
    environment = {**os.environ, "RECORD": str(record)}
    try:
        subprocess.run([path, *arguments], env=environment, check=False, capture_output=True)
    except OSError:
        return None
    return record.read_text().splitlines() if record.exists() else None


def names(script: bytes) -> set[str]:
    checked = read(Source("start.sh", script))
    version = versions.load("7")
    return {each.name for each in linting.check(checked, target(version, version))}


def text(shell: str, folder: Path, words: str) -> bytes:
    return f"#!/usr/bin/env {shell}\n{words.format(kernel=folder / 'math')}\n".encode()


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "wanted", "rules"),
    [
        pytest.param('exec {kernel} "$@"', ["-mathlink", "-LinkName", "4000@a b"], set(), id="quoted"),
        pytest.param('{kernel} "$@"', ["-mathlink", "-LinkName", "4000@a b"], {"script-without-exec"}, id="no exec"),
        pytest.param('exec {kernel} "$*"', ["-mathlink -LinkName 4000@a b"], {"split-arguments"}, id="all in one word"),
        pytest.param("exec {kernel} $1", ["-mathlink"], {"dropped-arguments"}, id="the first one"),
        pytest.param("exec {kernel}", [""], {"dropped-arguments"}, id="none"),
    ],
)
def test_the_arguments_arrive_as_the_rules_predict(  # each shell in turn
    shell: str, words: str, wanted: list[str], rules: set[str], folder: Path
) -> None:
    script = text(shell, folder, words)
    assert arrived(folder, script, "-mathlink", "-LinkName", "4000@a b") == wanted
    assert names(script) == rules


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("words", ["exec {kernel} $@", "exec {kernel} $*"])
def test_unquoted_arguments_are_split_except_in_zsh(shell: str, words: str, folder: Path) -> None:
    script = text(shell, folder, words)
    found = arrived(folder, script, "-LinkName", "4000@a b")
    assert found == (["-LinkName", "4000@a b"] if shell == "zsh" else ["-LinkName", "4000@a", "b"])
    assert ("split-arguments" in names(script)) == (shell != "zsh")


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "words",
    [
        pytest.param('exec {kernel} "$@"', id="exec"),
        pytest.param('A=1\nexport A\nexec {kernel} -noinit "$@"', id="with more flags"),
        pytest.param('shift 2\nexec {kernel} "$@"', id="shifted"),
        pytest.param('set -- "$@" -noinit\nexec {kernel} "$@"', id="appended"),
    ],
)
def test_the_model_passes_the_arguments_like_the_shell(shell: str, words: str, folder: Path) -> None:
    script = text(shell, folder, words)
    checked = read(Source("start.sh", script))
    version = versions.load("7")
    (launch,) = (each.launch for each in checked.launches)
    arguments = [each.text for each in launch.arguments(version)]
    for trace in tracing.follow(launch, target(version, version), checked.parts):
        assert trace.kernel is not None
        assert [word.text for word in trace.kernel.arguments] == arrived(folder, script, *arguments)


def test_a_carriage_return_keeps_the_script_from_starting(folder: Path) -> None:
    script = text("sh", folder, 'exec {kernel} "$@"').replace(b"#!/usr/bin/env sh", b"#!/bin/sh")
    assert arrived(folder, script, "-mathlink") == ["-mathlink"]
    (folder / "record").unlink()
    broken = script.replace(b"\n", b"\r\n")
    assert arrived(folder, broken, "-mathlink") is None
    assert "unusable-interpreter" in names(broken)


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n", b" "])
def test_the_system_does_not_see_a_line_that_is_not_first(before: bytes, folder: Path) -> None:
    script = before + text("sh", folder, 'exec {kernel} "$@"')
    assert arrived(folder, script, "-mathlink") is None
    assert "unusable-interpreter" in names(script)


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize("prefix", ["", "exec "])
def test_the_kernel_is_the_process_that_gets_signals_only_after_exec(shell: str, prefix: str, folder: Path) -> None:
    (folder / "math").write_text('#!/bin/sh\necho $$ > "$RECORD"\n')
    script = folder / "start.sh"
    script.write_bytes(text(shell, folder, f'{prefix}{{kernel}} "$@"'))
    script.chmod(0o700)
    with subprocess.Popen([script], env={**os.environ, "RECORD": str(folder / "record")}) as started:
        started.wait()
    assert (int((folder / "record").read_text()) == started.pid) == bool(prefix)
    assert ("script-without-exec" in names(script.read_bytes())) != bool(prefix)
