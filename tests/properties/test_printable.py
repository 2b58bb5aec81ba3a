"""No control, bidi or separator character of an input gets into an output: each is sent through every one of them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from rkconf import cli
from rkconf.reporters import FORMATS
from tests import answers
from tests.conftest import CHECKOUT, Outcome, Program
from tests.hostile_characters import BYTE, HOSTILE, NAMES
from tests.manual import commands_of

# The sequences with which rkconf colours a text and links a place.
_OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[ -~]*\x1b\\")

FRONT_END = """\
(* rkconf: ignore[RK999] {0} *) (* {0} *)
SetOptions[$FrontEnd, EvaluatorNames->{"na{0}me" -> {"RemoteMachine"->True, "od{0}d"->1, "HostName"->"ho{0}st",
  "LoginScript"->"ssh ho{0}st `x{0}` /usr/bin/math -mathlink -LinkName a{0}b",
  "MLOpenArguments"->"-Link{0}Mode Listen"},
  "na{0}me" -> {"RemoteMachine"->True, "LoginScript"->"java -jar `mathssh` u@ho{0}st /usr/bin/math -LinkName x"}}]
RemoteMachine["no{0}de", "ssh `1` ma{0}th -mathlink -LinkName `2`", 2]
LaunchSlave["no{0}de", "ssh `1` math -mathlink -LinkName {0}"]
"""
SPECIFICATION = """\
# {0}
# rkconf: ignore[RK999] {0}
[frontend]
version = "7"
[[kernels]]
name = "na{1}me"
host = "ho{1}st"
kernel = "/opt/ma{1}th"
odd = "{1}"
"od{1}d" = 1
[[kernels]]
name = "sky{1}e"
launch_command = "ssh ho{1}st math -mathlink `linkname`"
"""


USABLE = """\
# {0}
[frontend]
version = "7"
[[kernels]]
name = "skye"
host = "skye.local"
user = "fred"
os = "macos"
"""


def usable(specification: Path) -> Path:
    """Return the path of the specification that has no error."""
    return specification.with_name(f"usable {specification.name}")


def commands(file: Path, specification: Path) -> Iterator[tuple[str, ...]]:
    """Yield every command that reads a file, in each of its forms."""
    for form in FORMATS:
        yield ("lint", str(file), str(specification), "--format", form)
        yield ("lint", str(file.parent / "absent.m"), "--format", form)
    yield ("lint", str(file), "--color", "always")
    yield ("lint", str(file), "--statistics")
    yield ("lint", str(file), "--show-files")
    yield ("lint", str(file.parent), "--show-files")
    yield ("lint", str(file), "--write-baseline", str(file.parent / "baseline.json"))
    for name in (str(file), str(specification)):
        for option in ((), ("--format", "json"), ("--diagram",), ("--svg", "-"), ("--color", "always")):
            yield ("trace", name, *option)
            yield ("trace", name, "absent", *option)
        yield ("convert", name, "--to", "6", "--check")
    yield ("extract", str(file), "--output", os.devnull)
    yield ("extract", str(file), "--name", "absent")
    yield ("extract", str(specification))
    yield from rendered(file, specification)
    yield ("settings", str(file))
    yield ("settings", str(file), "--format", "json")


def rendered(file: Path, specification: Path) -> Iterator[tuple[str, ...]]:
    """Yield every command that writes or tries the kernels of a specification."""
    names = [str(each) for each in (specification, usable(specification), file.parent / "absent.toml")]
    for command in (("render",), ("setup",), ("render", "--as", "json"), ("render", "--into", str(file), "--check")):
        yield from ((*command, name) for name in names)
    yield ("setup", str(usable(specification)), "--output", f"{file.parent}/made")
    for option in ((), ("--format", "json"), ("--output", "-")):
        yield from (("doctor", "--dry-run", name, *option) for name in (str(file), *names))
    yield ("new", str(specification), *answers.given())


def texts(hostile: str) -> Iterator[tuple[str, ...]]:
    """Yield every command with an argument that contains a character."""
    launch = f"ssh ho{hostile}st `x{hostile}` ma{hostile}th -mathlink -LinkName a{hostile}b"
    for form in FORMATS:
        yield ("lint", "--launch", launch, "--mlopen", f"-Link{hostile}Mode x", "--format", form)
    for option in ((), ("--format", "json"), ("--diagram",), ("--svg", "-")):
        yield ("trace", "--launch", launch, "--mlopen", f"-LinkName {hostile}", *option)
        yield ("trace", "--launch", f"ssh ho{hostile}st ./math.sh -mathlink -LinkName a{hostile}b", *option)
        yield ("trace", "--launch", "ssh h math", "--set", f"linkname={hostile}", *option)
    yield ("trace", "--launch", "ssh h math", "--set", f"od{hostile}d=1")
    yield ("convert", "--launch", launch, "--to", "7", "--check")
    yield ("convert", "--launch", f"java -jar `mathssh` u@ho{hostile}st math", "--to", "7", "--from", "5.2", "--check")
    yield from (("setup", "--launch", launch), ("doctor", "--dry-run", "--launch", launch))
    yield ("new", f"/absent/a{hostile}b.toml", *answers.given(hostile))
    yield from ((command, f"RK{hostile}") for command in ("explain", "rules", "schema", "completion"))
    yield (f"li{hostile}nt",)
    yield ("lint", f"--od{hostile}d")
    yield ("lint", "--select", f"RK{hostile}")
    yield ("lint", "--format", f"js{hostile}on")
    yield ("lint", "--version", f"7{hostile}", "--launch", "x")
    yield ("lint", "--baseline", f"/absent/{hostile}", "--launch", "x")
    yield ("lint", "--launch", "x", "--output", f"/absent/{hostile}")
    yield ("lint", "--launch", f"@/absent/{hostile}")


def unprintable(outcome: Outcome) -> set[str]:
    """Return the names of the characters in an output that a terminal would obey, except line feed and tab."""
    shown = _OWN.sub("", outcome.out) + outcome.err
    return {ascii(each) for each in shown if not each.isprintable() and each not in "\n\t"}


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, characters: str) -> tuple[Path, Path]:
    """Write a Front End file and a specification with the characters in every part that can hold them."""
    monkeypatch.chdir(tmp_path)
    folder = Path(f"fold{characters}er")
    folder.mkdir()
    file, specification = folder / f"in{characters}it.m", folder / f"a{characters}.kernels.toml"
    file.write_bytes(FRONT_END.replace("{0}", characters).encode(errors="surrogateescape"))
    escapes = "".join(f"\\u{ord(each) % 0xDC00:04X}" for each in characters)
    comment = "".join(each for each in characters if each == "\t" or (" " <= each != "\x7f" and each != BYTE))
    specification.write_text(SPECIFICATION.replace("{0}", comment).replace("{1}", escapes))
    usable(specification).write_text(USABLE.replace("{0}", comment))
    (folder / "rkconf.toml").write_text(f'exclude = ["od{escapes}d"]\n')
    return file, specification


GROUPS = [pytest.param("".join([*HOSTILE, BYTE][at::8]), id=f"group {at}") for at in range(8)]


@pytest.mark.parametrize("characters", GROUPS)
def test_no_output_about_a_file_contains_it(rkconf: Program, inputs: tuple[Path, Path]) -> None:
    """In the names of a file and its folder, of kernels and hosts, in commands, comments and settings."""
    for command in commands(*inputs):
        assert unprintable(rkconf(*command)) == set(), command


def test_every_command_is_in_these_tests() -> None:
    tried = {command[0] for command in (*commands(Path("a.m"), Path("a.toml")), *texts(""))}
    assert tried >= commands_of(cli.program()).keys()


@pytest.mark.parametrize("characters", GROUPS)
def test_the_files_of_a_setup_are_printable(rkconf: Program, inputs: tuple[Path, Path], tmp_path: Path) -> None:
    _, specification = inputs
    assert rkconf("setup", str(usable(specification)), "--output", "made").status == 0
    for path in filter(Path.is_file, (tmp_path / "made").rglob("*")):
        assert [each for each in path.read_text() if not each.isprintable() and each not in "\n\t"] == [], path


@pytest.mark.parametrize("characters", GROUPS)
@pytest.mark.parametrize("settings", ['[severity]\n"od{0}d" = "error"\n', 'od{0}d = "{0}"\n', '"\n{1}'])
def test_no_output_about_settings_contains_it(
    rkconf: Program, inputs: tuple[Path, Path], characters: str, settings: str
) -> None:
    file, _ = inputs
    written = settings.replace("{0}", characters).replace("{1}", characters)
    (file.parent / "rkconf.toml").write_bytes(written.encode(errors="surrogateescape"))
    for command in (("settings", str(file)), ("lint", str(file)), ("lint", str(file), "--format", "concise")):
        assert unprintable(rkconf(*command)) == set(), command


@pytest.mark.parametrize("characters", GROUPS)
def test_no_output_about_an_argument_contains_it(rkconf: Program, characters: str) -> None:
    for character in (*characters, characters):
        for command in texts(character) if character == characters else tuple(texts(character))[8::5]:
            assert unprintable(rkconf(*command)) == set(), command


@pytest.mark.parametrize("character", HOSTILE, ids=NAMES.get)
def test_pictures_and_reports_keep_their_forms(rkconf: Program, character: str) -> None:
    launch = f"ssh ho{character}st ./math.sh -mathlink -LinkName a{character}b"
    for command in (("trace", "--svg", "-"), ("lint", "--format", "junit")):
        ET.fromstring(rkconf(*command, "--launch", launch).out)  # noqa: S314 - rkconf wrote it
    assert character in json.loads(rkconf("trace", "--launch", launch, "--format", "json").out)["steps"][0]["text"]


ENTRY = (
    'SetOptions[$FrontEnd, EvaluatorNames->{"x" -> {"RemoteMachine"->True, '
    '"LoginScript"->"ssh h /usr/bin/math -mathlink -LinkName `linkname`"}}]'
)


@pytest.mark.parametrize("name", ["init.m", "my init.m", "a\x1b\u202eb.m", 'a"b\\.m', "a\nb.m", "\udcff.m"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
@pytest.mark.parametrize("tool", [("patch", "-p0"), ("git", "apply", "-p0", "--unsafe-paths")], ids=["patch", "git"])
def test_a_difference_in_a_pipe_is_a_patch(
    rkconf: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tool: tuple[str, ...], encoding: str, name: str
) -> None:
    """The bytes of the file are not altered in it, whatever they are: form feeds, carriage returns, Latin-1."""
    monkeypatch.chdir(tmp_path)
    text = f"(* é \x0c \x1b \r \x85 *)\r\n{ENTRY}\r\n"
    Path(name).write_bytes(text.encode(encoding))
    difference = rkconf("lint", name, "--diff").raw
    subprocess.run(tool, input=difference, check=True, capture_output=True)
    patched = Path(name).read_bytes()
    Path(name).write_bytes(text.encode(encoding))
    rkconf("lint", name, "--fix-only")
    assert patched == Path(name).read_bytes() != text.encode(encoding)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("convert", "init.m", "--to", "7", "--on-loss", "warn"), id="convert"),
        pytest.param(("lint", "init.m", "--diff"), id="difference"),
        pytest.param(("render", "a.toml", "--into", "init.m"), id="render"),
    ],
)
def test_a_terminal_gets_a_result_printable_and_a_pipe_its_bytes(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    hostile = "".join(HOSTILE).replace("\n", "").replace("\r", "").replace("\t", "")
    text = f"(* {hostile} *) {ENTRY}".replace('"x"', f'"x{hostile}"')
    (tmp_path / "init.m").write_text(text, newline="")
    (tmp_path / "a.toml").write_text('[frontend]\nversion = "7"\n[[kernels]]\nname = "y"\nhost = "h"\nos = "linux"\n')
    command = (sys.executable, "-m", "rkconf", *arguments)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "dumb"}
    piped = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    shown = on_terminal(command, tmp_path, environment)
    assert [each for each in shown if not each.isprintable() and each not in "\n\t"] == []
    assert "\u202e" in piped.stdout.decode()
    assert len(shown) == len(piped.stdout.decode())


def on_terminal(command: tuple[str, ...], folder: Path, environment: dict[str, str]) -> str:
    """Return what a command writes to a terminal as its standard output."""
    # Windows has neither.
    import pty
    import tty

    ours, its = pty.openpty()
    tty.setraw(its)
    with subprocess.Popen(command, cwd=folder, env=environment, stdout=its, stderr=subprocess.DEVNULL) as started:
        os.close(its)
        written = b""
        while data := _read(ours):
            written += data
        started.wait()
    os.close(ours)
    return written.decode()


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # Linux reports the end of a terminal as an error
        return b""
