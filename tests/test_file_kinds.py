"""Files that are named: those that rkconf reads, and the errors for every other kind of file."""

import json
from pathlib import Path

import pytest

from rkconf.errors import OtherKindError
from rkconf.inputs import BareText, FrontEndFile, file_kinds, read
from rkconf.source import Source
from tests.conftest import Program

COMMAND = b"ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`\n"
ENTRY = b'SetOptions[$FrontEnd, EvaluatorNames->{"Local"->{"AutoStartOnLaunch"->True}}]'
READING = {
    "lint": (),
    "trace": (),
    "extract": (),
    "convert": ("--to", "6"),
    "render": ("--version", "7"),
    "setup": ("--version", "7"),
}

OTHER_KINDS = [
    pytest.param("cmd.txt", COMMAND, "--launch @cmd.txt", id="a launch command"),
    pytest.param("my cmd.txt", COMMAND, "--launch '@my cmd.txt'", id="a launch command in a name with a space"),
    pytest.param("cmd.txt", COMMAND.replace(b" -mathlink", b"\n-mathlink"), "--launch @", id="one on two lines"),
    pytest.param("cmd.txt", COMMAND.replace(b" -mathlink", b" \\\n-mathlink"), "--launch @", id="one with a backslash"),
    pytest.param("cmd.txt", b"VERSION=7 exec plink skye.local math", "--launch @", id="one with an assignment"),
    pytest.param("cmd.txt", b"ssh -l fred `1` math -subkernel -LinkName `2` &", "--parallel @cmd.txt", id="a template"),
    pytest.param("a.txt", b"-LinkMode Listen -LinkProtocol TCPIP", "--mlopen @a.txt", id="arguments to MLOpen"),
    pytest.param("a", b"kernels:\n  - name: skye\n", "YAML", id="YAML"),
    pytest.param("a", b"---\nname: skye\n", "YAML", id="a document of YAML"),
    pytest.param("a", b'{"name": "skye"}', "JSON", id="JSON"),
    pytest.param("a", b'[{"name": "skye"}]', "JSON", id="a list of JSON"),
    pytest.param("a", b"[remote]\nurl = x\n", "INI", id="an INI file"),
    pytest.param("a", b'<?xml version="1.0"?><plist/>', "XML", id="XML"),
    pytest.param("a", b"# mine\nHost skye\n  HostName skye.local\n", "configuration of ssh", id="an ssh configuration"),
    pytest.param("a", b"match user fred\n", "configuration of ssh", id="an ssh configuration in lowercase"),
    pytest.param("known_hosts", b"skye ssh-ed25519 AAAAC3NzaC1lZDI1\n", "public keys", id="known hosts"),
    pytest.param("id.pub", b"ssh-rsa AAAAB3NzaC1yc2EA fred@skye\n", "public keys", id="a public key"),
    pytest.param("id", b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n", "private key", id="a private key"),
    pytest.param("a.sh", b'cd /opt\nexec ./math "$@"\n', "#!/bin/sh", id="a script without #!"),
    pytest.param("a", b"cd /opt\nexec ./math $*\n", "#!/bin/sh", id="a script without #! and without a suffix"),
    pytest.param("a.cmd", b"@echo off\r\nssh skye.local math\r\n", "--local-shell cmd", id="a batch file"),
    pytest.param("a", b'"skye" -> {"RemoteMachine" -> True}', "SetOptions", id="an entry alone"),
    pytest.param("a", b'{RemoteMachine->True, "LoginScript"->"ssh skye.local math"}', "SetOptions", id="options alone"),
    pytest.param("a", b'EvaluatorNames -> {"a" -> {"RemoteMachine" -> True}}', "SetOptions", id="an option alone"),
    pytest.param("a", b"%PDF-1.7\n", "PDF", id="a PDF"),
    pytest.param("a", b"\x89PNG\r\n\x1a\n\0\0", "image", id="an image"),
    pytest.param("a", b"PK\x03\x04\0\0", "archive", id="an archive"),
    pytest.param("a", b"\x7fELF\2\1\1\0", "program", id="a program"),
    pytest.param("a", b"\0\1\2", "binary data", id="unknown binary data"),
    pytest.param("a", b"\xff\xfes\0s\0h\0", "UTF-16", id="UTF-16"),
    pytest.param("a", b" \n", "empty", id="nothing"),
    pytest.param("notes.txt", b"Ask Fred for the kernel.\n", "holds no kernels", id="prose"),
    pytest.param("README.md", b"# Kernels\n\nUse `linkname` and RemoteMachine.\n" * 9, "holds no kernels", id="a page"),
    pytest.param("pyproject.toml", b'[project]\nname = "x"\n', "settings", id="settings"),
]


@pytest.mark.parametrize(("name", "data", "named"), OTHER_KINDS)
def test_a_file_of_another_kind_is_reported_as_what_it_is(
    name: str, data: bytes, named: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(data)
    outcome = rkconf("lint", name)
    assert outcome.status == 2
    assert outcome.err.startswith(f"rkconf: {name}: ")
    assert named in outcome.err.splitlines()[0]


@pytest.mark.parametrize("command", READING)
def test_every_command_names_the_option_for_a_launch_command(
    command: str, rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("cmd.txt").write_bytes(COMMAND)
    outcome = rkconf(command, *READING[command], "cmd.txt")
    assert (outcome.status, outcome.out) == (2, "Nothing was checked.\n" if command == "lint" else "")
    assert "--launch @cmd.txt" in outcome.err


def test_a_file_of_another_kind_gets_no_entries(rkconf: Program, tmp_path: Path) -> None:
    other = tmp_path / "cmd.txt"
    other.write_bytes(COMMAND)
    specification = tmp_path / "kernels.toml"
    specification.write_text('[[kernels]]\nname = "skye"\nhost = "skye.local"\nos = "linux"\n')
    outcome = rkconf("render", str(specification), "--version", "7", "--into", str(other), "--in-place")
    assert (outcome.status, other.read_bytes()) == (2, COMMAND)
    assert "launch command" in outcome.err


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        pytest.param("ssh fred@skye.local math -mathlink", "--launch", id="a command"),
        pytest.param("ssh", "--launch", id="a client"),
        pytest.param("env A=1 ssh fred:hush@skye.local math", "--launch", id="a password"),
        pytest.param("ssh://fred:hush@skye.local?4", "LaunchKernels", id="an address"),
        pytest.param("https://example.org/init.m", "download", id="a URL"),
        pytest.param('LaunchKernels["ssh://fred:hush@skye.local"]', "pipe", id="a call"),
        pytest.param('"skye" -> {"RemoteMachine" -> True}', "pipe", id="an entry"),
        pytest.param("-LinkMode Listen", "--mlopen", id="arguments to MLOpen"),
        pytest.param("kernels[1].m", "no such file", id="a path"),
    ],
)
def test_a_text_typed_as_a_path_is_reported_with_the_next_step(typed: str, named: str, rkconf: Program) -> None:
    outcome = rkconf("lint", typed)
    assert outcome.status == 2
    assert named in outcome.err
    assert "hush" not in outcome.err


def test_standard_input_is_reported_with_a_dash(rkconf: Program) -> None:
    assert "`rkconf trace --launch -`" in rkconf("trace", "-", stdin=COMMAND).err


@pytest.mark.parametrize("name", ["init.m", "a.WL", "script.wls", "kernels.toml"])
def test_an_empty_file_of_a_known_kind_is_fine(name: str, rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / name
    path.touch()
    outcome = rkconf("lint", str(path), "--format", "json")
    assert (outcome.status, outcome.err, json.loads(outcome.out)["summary"]["files"]) == (0, "", 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("init.m.bak", ENTRY, id="a copy of an init.m"),
        pytest.param("<stdin>", ENTRY, id="standard input"),
        pytest.param("launch", b"#!/usr/bin/env wolframscript\nPrint[1]", id="a script of wolframscript"),
        pytest.param("old.log", b'LaunchSlave["a"]', id="parallel kernels"),
    ],
)
def test_wolfram_language_is_read_under_any_name(name: str, data: bytes) -> None:
    assert isinstance(read(Source(name, data)), FrontEndFile)


def test_a_specification_is_read_under_any_name() -> None:
    assert read(Source("kernels.txt", b'[[ kernels ]]\nname = "skye"\n')).loaded


def test_bare_text_is_not_a_file() -> None:
    with pytest.raises(OtherKindError):
        read(Source("<launch>", COMMAND))
    assert not BareText.of({"launch": COMMAND}).is_file


@pytest.mark.parametrize("lines", [1, 40])
def test_a_long_text_is_not_a_command(lines: int) -> None:
    kind = file_kinds.recognize(Source("a.txt", b"ssh skye.local math -mathlink\n" * lines))
    assert (kind.name == "launch") == (lines == 1)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(COMMAND, "syntax-error", id="a launch command"),
        pytest.param(b"-LinkMode Listen -LinkProtocol TCPIP\n", "syntax-error", id="arguments to MLOpen"),
        pytest.param(
            b'(* mine *)\n{"skye" -> {"LoginScript" -> "ssh skye math"}}', "not-understood", id="entries alone"
        ),
        pytest.param(b'ssh = "ssh skye.local math -mathlink";', None, id="a name like that of a program"),
        pytest.param(b'link = LinkLaunch["math -mathlink"]\n', None, id="a local kernel"),
        pytest.param(b"(* ssh skye.local math -mathlink *)\nf[x_] := x\n", None, id="a comment"),
        pytest.param(b'f::usage = "f reads LoginScript from an entry.";\n', None, id="a mention"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_a_command_in_a_file_of_wolfram_language_is_found(data: bytes, rule: str | None) -> None:
    assert [problem.rule for problem in read(Source("init.m", data)).document.problems] == ([rule] if rule else [])


@pytest.mark.parametrize("words", ["sshpass -p hush ssh skye.local math", "plink -pw hush skye.local math"])
def test_a_password_in_such_a_command_is_masked(words: str, rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "init.m"
    path.write_text(f"{words} -mathlink\n")
    outcome = rkconf("lint", str(path))
    assert "RK001" in outcome.out
    assert "hush" not in outcome.out + outcome.err
