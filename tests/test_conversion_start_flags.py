"""The start flags of a kernel, which a conversion adds and removes with the version."""

import pytest

from rkconf import inputs, versions
from rkconf.conversion import convert
from rkconf.source import Source
from tests.test_conversion_commands import PARALLEL, carried, command, notes, specified

SEVEN = "\"'/Applications/Mathematica 7.app/Contents/MacOS/MathKernel'\""


@pytest.mark.parametrize(
    ("kernel", "flags", "told"),
    [
        pytest.param("/opt/math", "-noinit -subkernel", "it is not where rkconf would write it", id="another place"),
        pytest.param(SEVEN, "-subkernel -noinit", "the kernel is assumed to have version 7", id="a kernel that has it"),
        pytest.param(
            SEVEN.replace("7", "11"),
            "-subkernel",
            f"the kernel is assumed to have version {versions.newest_not_above('11')}",
            id="a newer kernel",
        ),
    ],
)
def test_a_flag_that_the_way_up_would_not_add_stays(kernel: str, flags: str, told: str) -> None:
    launch = PARALLEL.format(kernel=kernel, flags=flags)
    up = carried("5.2", "7", parallel=launch)
    down = carried("7", "5.2", parallel=command(up))
    assert (command(up), command(down)) == (launch, launch)
    assert notes(down) == [f"-subkernel, which version 5.2 does not need, is kept: {told}"]


@pytest.mark.parametrize(("low", "high"), [("-noinit", "-subkernel -noinit"), ("", "-subkernel")])
def test_a_flag_comes_and_goes_at_one_place(low: str, high: str) -> None:
    up = carried("5.2", "7", parallel=PARALLEL.format(kernel="/opt/math", flags=low).replace("  ", " "))
    assert command(up) == PARALLEL.format(kernel="/opt/math", flags=high)
    down = carried("7", "5.2", parallel=command(up))
    assert command(down) == PARALLEL.format(kernel="/opt/math", flags=low).replace("  ", " ")


def test_a_specification_decides_which_kernel_keeps_the_flag() -> None:
    template = PARALLEL.format(kernel="/opt/math", flags="-subkernel -noinit")
    text = f"[[parallel]]\nhost = 'h'\nkernel_version = '7'\ncommand = '{template}'\n"
    conversion = specified(text, "5.2", "7")
    assert conversion.data.decode() == text
    assert "-subkernel, which version 5.2 does not need, is kept: the kernel is assumed to have version 7" in notes(
        conversion
    )


_LATER = ("10", "11", "12.2")


_EARLIER = ("7", "8", "9")


_SHELL = "ssh -f `1` {} -linkmode Connect `4` -linkname `2` -subkernel -noinit"


_ENTRY = "ssh skye {} -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"


@pytest.mark.parametrize("later", _LATER)
@pytest.mark.parametrize("earlier", _EARLIER)
@pytest.mark.parametrize("flag", ["-wstp", "-mathlink"])
@pytest.mark.parametrize(
    ("command", "kind"),
    [
        pytest.param(_SHELL.format("wolfram {flag}"), "parallel", id="a parallel kernel"),
        pytest.param(_SHELL.format("/opt/w/wolfram {flag}"), "parallel", id="a path"),
        pytest.param(_ENTRY.format("/opt/w/WolframKernel {flag}"), "launch", id="a kernel of the Front End"),
        pytest.param(_ENTRY.format("/opt/Mathematica/11.0/math {flag}"), "launch", id="a path that names a version"),
    ],
)
def test_a_kernel_that_knows_both_start_flags_keeps_its_own(
    command: str, kind: str, flag: str, earlier: str, later: str
) -> None:
    command = command.replace("{flag}", flag)
    there = _converted_command(command, kind, later, earlier)
    assert there == command
    assert _converted_command(there, kind, earlier, later) == command


@pytest.mark.parametrize("program", ["math", "./math.sh", "/opt/MathKernel"])
def test_a_kernel_that_may_be_older_gets_the_start_flag_that_every_version_knows(program: str) -> None:
    command = _ENTRY.format(f"{program} -wstp")
    assert _converted_command(command, "launch", "11", "9") == command.replace("-wstp", "-mathlink")


@pytest.mark.parametrize("later", _LATER)
@pytest.mark.parametrize(
    ("command", "kind"),
    [
        pytest.param(_SHELL.format("math -mathlink"), "parallel", id="a program of every version"),
        pytest.param(_SHELL.format("./math.sh -mathlink"), "parallel", id="a script"),
        pytest.param(_ENTRY.format("/opt/Mathematica/9.0/wolfram -mathlink"), "launch", id="an older path"),
    ],
)
def test_a_kernel_that_may_be_older_keeps_its_start_flag(command: str, kind: str, later: str) -> None:
    there = _converted_command(command, kind, "9", later)
    assert there == command
    assert _converted_command(there, kind, later, "9") == command


def _converted_command(command: str, kind: str, old: str, new: str) -> str:
    [checked] = inputs.bare({kind: command.encode()})
    conversion = convert(checked, versions.load(old), versions.load(new))
    assert conversion.losses == ()
    return conversion.data.decode().rstrip("\n")


@pytest.mark.parametrize(
    ("kernel", "lost"),
    [
        pytest.param("math -wstp", ["-wstp"], id="a kernel"),
        pytest.param(
            "java LinkSnooper -kernelname 'MathKernel -WSTP'", ["-WSTP"], id="a kernel that another program gets"
        ),
        pytest.param("math -mathlink", [], id="the flag of every version"),
        pytest.param("/opt/Wolfram/11.3/math -wstp", [], id="a later version in the path"),
        pytest.param("'/opt/Mathematica 11/math' -wstp", [], id="a path with a space"),
        pytest.param("wolfram -wstp", [], id="a program of later versions"),
    ],
)
def test_a_start_flag_of_a_local_kernel_may_be_lost(kernel: str, lost: list[str]) -> None:
    arguments = f'"-LinkMode Launch -LinkName \\"{kernel}\\""'
    text = f'SetOptions[$FrontEnd, EvaluatorNames->{{"Local" -> {{}}, "a" -> {{"MLOpenArguments" -> {arguments}}}}}]'
    source = Source("init.m", text.encode())
    conversion = convert(inputs.wolfram(source), versions.load("11"), versions.load("6"))
    assert [source[loss.span] for loss in conversion.losses] == lost
