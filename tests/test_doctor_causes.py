"""The causes that a diagnosis can name, with the values of one diagnosis."""

import os
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

from rkconf.doctor import StepName
from rkconf.doctor.causes import known_causes
from rkconf.rules import find
from rkconf.shell.quoting import word_for_remote_shell
from tests.live.doctor import environments

_SSH = '#!/bin/sh\nshift\nexec sh -c "$*"\n'
"""A client of ssh that runs its command here, as a login shell does."""


@pytest.mark.parametrize(
    ("input_", "command"),
    [
        pytest.param("init.m", "rkconf setup init.m", id="a file"),
        pytest.param("", None, id="bare text, which no command can name"),
    ],
)
def test_a_command_for_a_file_needs_one(input_: str, command: str | None) -> None:
    cause = known_causes()[StepName.LINK]["link-refused"].found("seen", address="10.0.0.1", port=31415, input=input_)
    assert (cause.id, cause.evidence, cause.command) == ("link-refused", "seen", command)
    assert "10.0.0.1 port 31415" in cause.message


@pytest.mark.parametrize("login", ["ssh skye.local", ""], ids=["on another machine", "on this machine"])
@pytest.mark.parametrize("name", ["math", "my math", "it's", 'a"b', "$HOME", "a;b", "a\\b", "*"])
def test_a_command_reaches_its_file_through_both_shells(tmp_path: Path, name: str, login: str) -> None:
    path = tmp_path / name
    path.write_bytes(b'#!/bin/sh\r\nexec stars "$@"\r\n')
    (tmp_path / "ssh").write_text(_SSH)
    (tmp_path / "ssh").chmod(0o755)
    values = {"login": login, "host": "skye", "path": str(path), "word": word_for_remote_shell(str(path))}
    command = known_causes()[StepName.KERNEL]["script-line-ends"].found("seen", **values).command
    subprocess.run(("/bin/sh", "-c", str(command)), env={"PATH": f"{tmp_path}:{os.environ['PATH']}"}, check=True)
    assert path.read_bytes() == b'#!/bin/sh\nexec stars "$@"\n'


def test_each_cause_has_a_command_to_type_next() -> None:
    every = (known for rows in known_causes().values() for known in rows.values())
    assert [known.name for known in every if not known.command] == []


@pytest.mark.parametrize(
    "code",
    sorted(
        {
            word
            for rows in known_causes().values()
            for each in rows.values()
            for word in each.command.split()
            if word.startswith("RK")
        }
    ),
)
def test_a_command_explains_a_rule_that_exists(code: str) -> None:
    assert find(code)


def test_a_command_of_plain_words_gets_no_quotes() -> None:
    values = {"login": "ssh skye", "host": "skye", "path": "/opt/math", "word": "/opt/math"}
    assert known_causes()[StepName.KERNEL]["kernel-not-found"].found("", **values).command == "ssh skye ls -l /opt/math"


def test_a_name_that_is_not_on_path_has_the_cause_of_a_missing_kernel() -> None:
    values = {"login": "ssh skye", "host": "skye", "path": "math", "word": "math"}
    cause = known_causes()[StepName.KERNEL]["kernel-not-on-path"].found("", **values)
    assert (cause.id, cause.command) == ("kernel-not-found", "ssh skye 'command -v math; echo $PATH'")


_NOTES = frozenset({"shell-prints"})
"""The causes that are never the verdict: another test shows each as a note."""


def test_every_cause_has_an_environment_and_every_environment_a_known_cause() -> None:
    folder = Path(environments.__file__).parent
    for path in folder.glob("test_*.py"):
        import_module(f"tests.live.doctor.{path.stem}")
    shown = {each.cause for each in environments.EVERY} - {environments.WORKS}
    known = {cause.id or cause.name for causes in known_causes().values() for cause in causes.values()}

    assert known - shown == _NOTES
    assert {cause for cause in shown - known if not find(str(cause))} == set()
