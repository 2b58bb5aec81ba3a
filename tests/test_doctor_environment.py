"""The environment variables of a Front End: the file that a kernel writes, and its reader."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rkconf.doctor import environment
from rkconf.doctor.capture import FILE, capture
from rkconf.errors import UnreadableInputError
from rkconf.source import Source, Span
from rkconf.syntax import Region, RegionKind, parse
from rkconf.syntax.reading import Reading
from rkconf.syntax.tree import FunctionCall, literal_text

FUNCTION = b"BASH_FUNC_ml%%=() {  local a=1;\nb=2\n eval $x\n}"


def read(data: bytes) -> dict[str, str]:
    return dict(environment.read(Source("front-end.txt", data)))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"A=1\nB=2\n", {"A": "1", "B": "2"}, id="two variables"),
        pytest.param(b"A=1\nB=2", {"A": "1", "B": "2"}, id="without the last line end"),
        pytest.param(b"A=\nB=x=y\n", {"A": "", "B": "x=y"}, id="an empty value, and one with a sign"),
        pytest.param(
            b"A=one\ntwo words\n\n three\nB=2\n", {"A": "one\ntwo words\n\n three", "B": "2"}, id="many lines"
        ),
        pytest.param(
            FUNCTION + b"\nB=3\n", {"BASH_FUNC_ml%%": "() {  local a=1;\nb=2\n eval $x\n}", "B": "3"}, id="bash"
        ),
        pytest.param(
            b"BASH_FUNC_a%%=() {  b=1; }\nB=3\n", {"BASH_FUNC_a%%": "() {  b=1; }", "B": "3"}, id="a short one"
        ),
        pytest.param(b"A=1\r\nB=2\n", {"A": "1\r", "B": "2"}, id="a carriage return in one value"),
        pytest.param(b"A=\xff\xc3\xa4\n", {"A": os.fsdecode(b"\xff\xc3\xa4")}, id="any bytes"),
        pytest.param(b"A=1\nA=2\n", {"A": "1"}, id="one name twice"),
        pytest.param(b"A=x\ny=z\0B=2\0", {"A": "x\ny=z", "B": "2"}, id="the output of env -0"),
        pytest.param(
            b"npm_config_x.y:z=1\nProgramFiles(x86)=C:\n",
            {"npm_config_x.y:z": "1", "ProgramFiles(x86)": "C:"},
            id="odd names",
        ),
    ],
)
def test_the_output_of_env_is_read(data: bytes, expected: dict[str, str]) -> None:
    assert read(data) == expected


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        pytest.param(b"", 1, "there is no variable", id="empty"),
        pytest.param(b"PATH /bin\nA=1\n", 1, "not NAME=VALUE", id="no sign"),
        pytest.param(b"\nA=1\n", 1, "empty", id="an empty line first"),
        pytest.param(b"=x\nA=1\n", 1, "not NAME=VALUE", id="no name"),
        pytest.param(b'export A="1"\n', 1, "output of export", id="export"),
        pytest.param(b'declare -x A="1"\n', 1, "output of export", id="declare"),
        pytest.param(b"_\tls\nA\tb\n", 1, "tcsh", id="tcsh"),
        pytest.param(b"{A -> 1}\n", 1, "Wolfram", id="an association"),
        pytest.param(b"A=1\r\nB=2\r\n", 1, "as on Windows", id="ends of Windows"),
        pytest.param(b"A=1\n\0B\0", 2, "not NAME=VALUE", id="a wrong one in the output of env -0"),
        pytest.param("A=1\n".encode("utf-16"), 1, "not NAME=VALUE", id="UTF-16"),
    ],
)
def test_another_text_is_refused_with_its_line(data: bytes, line: int, message: str) -> None:
    with pytest.raises(UnreadableInputError) as error:
        read(data)
    assert str(error.value).startswith(f"front-end.txt:{line}:1: ")
    assert message in str(error.value)
    assert "--print-capture" in str(error.value)


def test_an_error_shows_no_secret_after_a_name() -> None:
    for data in (b"export TOKEN=hunter2\n", b"hunter2\n", b"machine x password hunter2\n"):
        with pytest.raises(UnreadableInputError) as error:
            read(data)
        assert "hunter2" not in str(error.value)


NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
VALUES = st.text(st.characters(exclude_characters="\0", codec="utf-8"))


@given(st.dictionaries(NAMES, VALUES, min_size=1))
def test_the_output_of_env_with_zero_bytes_is_exact(variables: dict[str, str]) -> None:
    data = b"".join(os.fsencode(f"{name}={value}") + b"\0" for name, value in variables.items())
    assert read(data) == variables


@given(st.dictionaries(NAMES, VALUES.filter(lambda value: "\n" not in value and "\r" not in value), min_size=1))
def test_values_of_one_line_are_read_exactly(variables: dict[str, str]) -> None:
    data = b"".join(os.fsencode(f"{name}={value}\n") for name, value in variables.items())
    assert read(data) == variables


def command() -> str:
    """Return the command that the printed line gives to sh, as a kernel reads the line."""
    source = Source("capture.wl", capture().encode())
    region = Region(RegionKind.EXPRESSION, "", Span(0, 0), source.whole)
    call = parse(Reading(source), region)
    assert isinstance(call, FunctionCall)
    [argument] = call.arguments
    text = literal_text(argument)
    assert text is not None
    return text.text


def test_the_line_uses_one_function_that_every_version_has() -> None:
    code = capture().rpartition("*)")[2].strip()
    assert code.startswith('Run["')
    assert code.count("[") == 1


@pytest.mark.parametrize("value", ["one", "two\nlines", "a 'quote' and \"two\"", "$HOME `x`"])
def test_the_captured_file_holds_the_variables_and_is_private(tmp_path: Path, value: str) -> None:
    variables = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "X": value}
    run = subprocess.run(["/bin/sh", "-c", command()], env=variables, capture_output=True, check=True)
    assert (run.stdout, run.stderr) == (b"", b"")
    file = tmp_path / FILE
    assert file.stat().st_mode & 0o077 == 0
    assert {**read(file.read_bytes()), **variables} == read(file.read_bytes())


def test_without_a_home_nothing_is_written(tmp_path: Path) -> None:
    run = subprocess.run(
        ["/bin/sh", "-c", command()], env={"PATH": os.environ["PATH"]}, cwd=tmp_path, capture_output=True, check=False
    )
    assert run.returncode != 0
    assert not Path("/", FILE).exists()
    assert list(tmp_path.iterdir()) == []
