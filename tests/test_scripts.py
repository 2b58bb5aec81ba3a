"""Scripts that are named on the command line: their kind, findings, fixes and traces."""

import json
from pathlib import Path

import pytest

from rkconf.command.interpreter_line import interpreter_line
from rkconf.source import Source
from tests.conftest import Program

SCRIPT = b'#!/bin/sh\nexec /usr/local/bin/math "$@"\n'


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("math.sh")
    path.write_bytes(SCRIPT)
    return path


def found(rkconf: Program, script: Path, data: bytes) -> set[str]:
    script.write_bytes(data)
    return {each["name"] for each in json.loads(rkconf("lint", str(script), "--format", "json").out)["diagnostics"]}


@pytest.mark.parametrize(
    ("line", "interpreter", "shell"),
    [
        ("#!/bin/sh", "sh", "sh"),
        ("#! /bin/bash -e", "bash", "bash"),
        ("#!/usr/bin/env zsh", "zsh", "zsh"),
        ("#!/usr/bin/env -S bash -u", "bash", "bash"),
        ("#!/usr/bin/env A=1 ksh", "ksh", "ksh"),
        ("#!/bin/sh\r", "sh", "sh"),
        ("#!/usr/bin/python3", "python3", None),
        ("#!", "", None),
    ],
)
def test_the_first_line_names_the_interpreter(line: str, interpreter: str, shell: str | None) -> None:
    read = interpreter_line(Source("a", line.encode()))
    assert read
    assert (read.interpreter, read.shell, read.has_carriage_return) == (interpreter, shell, "\r" in line)


def test_a_text_without_the_line_has_no_interpreter() -> None:
    assert interpreter_line(Source("a", b"exec math\n#!/bin/sh\n")) is None


@pytest.mark.parametrize(
    ("data", "names"),
    [
        pytest.param(SCRIPT, set(), id="a good script"),
        pytest.param(b"#!/bin/sh\n# nothing\n", {"nothing-runs"}, id="only a comment"),
        pytest.param(b"#!/bin/sh\necho hello\n", {"nothing-runs"}, id="no kernel"),
        pytest.param(b'#!/bin/sh\nexec ./other "$@"\n', {"not-understood"}, id="an unknown program"),
        pytest.param(b'#!/bin/sh\nexec math "$@" &\n', {"controller-in-background"}, id="in the background"),
        pytest.param(b'#!/bin/sh\nfalse && exec math "$@"\n', {"never-started"}, id="never started"),
        pytest.param(b'#!/bin/sh\nexec "math $@\n', {"unbalanced-quote"}, id="a quote without an end"),
        pytest.param(
            b'#!/bin/sh\nif [ -n "$A" ]; then exec a/math "$@"; fi\nexec math "$@"\n',
            {"not-understood"},
            id="one of two kernels",
        ),
        pytest.param(
            b'#!/bin/sh\nexec sshpass -p secret ssh -o BatchMode=yes h /opt/math "$@"\n',
            {"password-in-command"},
            id="a password",
        ),
    ],
)
def test_the_rules_of_commands_apply_to_scripts(data: bytes, names: set[str], rkconf: Program, script: Path) -> None:
    assert found(rkconf, script, data) == names


def test_the_fixes_make_a_good_script(rkconf: Program, script: Path) -> None:
    script.write_bytes(b"#!/bin/sh\r\n/usr/local/bin/math $*\r\n")
    assert rkconf("lint", "--fix", str(script)).status == 0
    assert script.read_bytes() == SCRIPT


def test_a_trace_begins_with_the_shell_and_ends_at_the_link(rkconf: Program, script: Path) -> None:
    traced = json.loads(rkconf("trace", str(script), "--set", "linkname=1@a,2@a", "--format", "json").out)
    readers = [step["reader"] for step in traced["steps"]]
    assert (readers[0], readers[-1], traced["outcome"]) == ("local-shell", "link", "runs")
    assert traced["kernel"]["argv"][-3] == "1@a,2@a"


@pytest.mark.parametrize("words", [("convert", "--to", "6"), ("extract",)])
def test_a_script_has_no_entries(words: tuple[str, ...], rkconf: Program, script: Path) -> None:
    outcome = rkconf(*words, str(script))
    assert (outcome.status, outcome.out) == (2, "")
    assert "this is a shell script" in outcome.err


def test_a_script_for_another_program_is_not_read(rkconf: Program, script: Path) -> None:
    script.write_bytes(b"#!/usr/bin/env python3\n")
    outcome = rkconf("lint", str(script))
    assert (outcome.status, "a script for python3" in outcome.err) == (2, True)


def test_scripts_are_not_searched_for_in_folders(rkconf: Program, script: Path) -> None:
    script.write_bytes(b"#!/bin/sh\nexec math\n")
    assert json.loads(rkconf("lint", ".", "--format", "json").out)["summary"]["files"] == 0


@pytest.mark.parametrize(
    ("arguments", "is_reported"),
    [
        pytest.param(b"-script run.m", False, id="a job"),
        pytest.param(b"< run.m", False, id="a job that reads its input"),
        pytest.param(b"-mathlink < /dev/null", True, id="a kernel on a link without input"),
        pytest.param(b"-mathlink -run 'x=1'", True, id="a kernel on a link with a first input"),
    ],
)
def test_a_job_needs_no_arguments(rkconf: Program, script: Path, arguments: bytes, *, is_reported: bool) -> None:
    names = found(rkconf, script, b"#!/bin/sh\nexec /usr/local/bin/math " + arguments + b"\n")
    assert ("dropped-arguments" in names) is is_reported
