"""For every input: nothing is raised, every place is in its text, and two runs report the same."""

from hypothesis import given
from hypothesis import strategies as st

from rkconf import inputs, linting
from rkconf.diagnostics import Diagnostic
from rkconf.source import Source

# Pieces of real commands, so that what is put together at random goes deep.
PIECES = st.sampled_from(
    [
        *("ssh ", "-R 127.0.0.1:1:127.0.0.1:2 ", "-o a=b ", "-f ", "user@host ", "rsh ", "`java` -jar `mathssh` "),
        *(
            "./math.sh ",
            "'/A b/math' ",
            "\"'/A b/math'\" ",
            "-mathlink ",
            "-LinkMode Connect ",
            "-LinkName `linkname` ",
        ),
        *("-LinkName 1@h,2@h ", "-LinkHost ", "`2` ", "`4`", "`LinkName", "&", ">& /dev/null ", "2>&1 ", ";", "\\"),
        *(
            '"',
            "'",
            "(",
            ")",
            "{a,b}",
            "$HOME",
            "~/",
            "\n",
            "\r",
            "\u201c",
            "\u00a0",
            "\t",
            "-wstp ",
            "-subkernel ",
            "\0",
        ),
    ]
)
COMMANDS = st.lists(PIECES | st.text(max_size=5), max_size=25).map("".join)
OPENING, CLOSING = b'SetOptions[$FrontEnd, EvaluatorNames->{"a" -> {"LoginScript" -> "', b'"}}]'


def found(checked: inputs.Input) -> tuple[Diagnostic, ...]:
    return linting.check(checked, linting.Assumptions().target(checked))


def holds(checked: inputs.Input) -> None:
    first = found(checked)
    assert all(0 <= each.span.start <= each.span.end <= len(each.source.data) for each in first)
    assert all(each.message for each in first)
    assert [each.message for each in found(checked)] == [each.message for each in first]


@given(st.binary(max_size=200))
def test_any_file(data: bytes) -> None:
    holds(inputs.read_text(Source("init.m", data)))


@given(st.binary(max_size=100))
def test_any_bytes_in_an_entry(data: bytes) -> None:
    holds(inputs.read_text(Source("init.m", OPENING + data + CLOSING)))


@given(st.binary(max_size=200))
def test_any_specification(data: bytes) -> None:
    holds(inputs.read_text(Source("kernels.toml", data)))


@given(COMMANDS, COMMANDS)
def test_any_command(launch: str, mlopen: str) -> None:
    for checked in inputs.bare({"launch": launch.encode(), "mlopen": mlopen.encode(), "parallel": launch.encode()}):
        holds(checked)
