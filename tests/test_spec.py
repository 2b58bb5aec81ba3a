"""Specifications: those that are read, and the places of errors in others."""

import pytest

from rkconf import inputs, spec
from rkconf.command import journeys
from rkconf.linting import Assumptions
from tests.known import NEAREST, RANGE, UNKNOWN
from tests.specifications import HOST, KERNEL, PARALLEL, TUNNEL, reported, source

DEEP = (
    "1:105 syntax-error nested more than 100 deep; rkconf does not read this file; "
    "write fewer names in this key, or fewer brackets"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(KERNEL, id="a kernel with a path"),
        pytest.param(HOST + 'os = "linux"', id="a kernel whose path is a fact"),
        pytest.param(HOST + 'options = "basic"', id="Basic Options need only host and user"),
        pytest.param('[[kernels]]\nname = "x"\nlaunch_command = "run"', id="a verbatim command needs no host"),
        pytest.param(KERNEL + TUNNEL, id="a tunnel"),
        pytest.param(KERNEL + 'ssh.ProxyJump = "jump"\nssh_options = ["-4", "-i", "key file"]', id="ssh options"),
        pytest.param(KERNEL.replace("skye.local", "fe80::1%en0"), id="an IPv6 address"),
        pytest.param(HOST + "kernel = '''/A b/$c;'\"d\\é'''", id="a path that can be quoted"),
        pytest.param(KERNEL + 'kernel_version = "5.1"', id="an older kernel"),
        pytest.param(PARALLEL + "count = 4", id="parallel kernels"),
        pytest.param(PARALLEL + 'connection = "tunnel"', id="a tunnel for parallel kernels"),
    ],
)
def test_a_sound_specification_has_no_problem(text: str) -> None:
    assert reported(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = [\n", "2:1 syntax-error not TOML: invalid value", id="truncated"),
        pytest.param(
            'a = "é" b\n',
            "1:9 syntax-error not TOML: expected newline or end of document after a statement",
            id="columns are characters",
        ),
        pytest.param(b'a = "\xff"', "1:6 syntax-error TOML must be UTF-8; this byte is not", id="not UTF-8"),
        pytest.param(
            f"a = 1\nport = 2{'0' * 5000}",
            "2:8 syntax-error not TOML: a number with thousands of digits; write a smaller number",
            id="a huge number",
        ),
        pytest.param(
            "x = " + "[" * 10_000,
            DEEP,
            id="a deep nest",
        ),
        pytest.param(b"\0\1\2", "1:1 syntax-error not TOML: invalid statement", id="binary data"),
    ],
)
def test_a_text_that_is_not_toml(text: str | bytes, expected: str) -> None:
    assert reported(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            KERNEL + 'prot = "ssh"', "5:1 unknown-key unknown key prot; did you mean port?", id="a key with a typo"
        ),
        pytest.param(
            "[[kernel]]",
            "1:1 unknown-key unknown key kernel; write [[kernels]], with two brackets",
            id="a table with a typo",
        ),
        pytest.param(
            "[frontend]\nkernel = 1",
            "2:1 unknown-key unknown key kernel; write it below a line [[kernels]] or [[parallel]]",
            id="a key that belongs elsewhere",
        ),
        pytest.param(
            '[[parallel]]\nhosts = "x"\nos = "linux"',
            "2:1 unknown-key unknown key hosts; did you mean host?",
            id="an unknown key in place of a missing one",
        ),
        pytest.param(
            '[[kernels]]\nhost = "x"', '1:1 incomplete-entry name is missing; add name = "skye"', id="a missing key"
        ),
        pytest.param(
            KERNEL + 'port = "22"',
            "5:8 wrong-type port must be a whole number, not a string; write port = 22",
            id="a string",
        ),
        pytest.param(
            KERNEL + "port = true",
            "5:8 wrong-type port must be a whole number, not true or false; write port = 22",
            id="a boolean",
        ),
        pytest.param(
            KERNEL + "user = 1979-05-27",
            '5:8 wrong-type user must be a string, not a date; write user = "1979-05-27"',
            id="a date for a string",
        ),
        pytest.param(
            KERNEL + "port = 70000",
            "5:8 wrong-type port must be at most 65535; write port = 22",
            id="a number too large",
        ),
        pytest.param(
            PARALLEL + "count = 0", "4:9 wrong-type count must be at least 1; write count = 4", id="a number too small"
        ),
        pytest.param(
            "kernels = 1",
            "1:11 wrong-type kernels must be a list, not a number; write [[kernels]], with two brackets",
            id="kernels that are not a list",
        ),
        pytest.param(
            "kernels = [1]",
            "1:12 wrong-type kernels[0] must be a table, not a number; write [[kernels]], with two brackets",
            id="a kernel that is not a table",
        ),
        pytest.param(
            KERNEL + "ssh = { BatchMode = true }",
            '5:21 wrong-type BatchMode must be a string, not true or false; write ssh = { BatchMode = "yes" }',
            id="a value inside a table",
        ),
        pytest.param(
            KERNEL + 'transport = "telnet"',
            '5:13 wrong-type transport must be "ssh" or "mathssh"',
            id="none of the values",
        ),
        pytest.param(
            KERNEL + 'transport = "rsh"',
            "5:13 insecure-rsh rsh sends passwords and data unencrypted; rkconf does not write it; "
            'use transport = "ssh"',
            id="rsh",
        ),
        pytest.param(
            KERNEL + "ports = [31415, 31416, 31417]",
            "5:24 impossible-specification a link has two ports, not more; write ports = [31415, 31416]",
            id="a third port",
        ),
        pytest.param(
            KERNEL + "ports = [31415]",
            "5:9 impossible-specification a link has two ports, not fewer; write ports = [53001, 53002]",
            id="a single port",
        ),
    ],
)
def test_keys_and_types(text: str, expected: str) -> None:
    assert reported(text) == [expected]


def test_all_problems_are_reported_together() -> None:
    assert [found.partition(" ")[0] for found in reported('[[kernels]]\nfoo = "x"\nport = "22"\n')] == [
        "1:1",
        "2:1",
        "3:8",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            KERNEL + KERNEL,
            "6:8 duplicate-entry ",
            id="two kernels of one name",
        ),
        pytest.param(
            KERNEL.replace('"skye"', '"Local"'),
            '2:8 impossible-specification "Local" is the kernel of the Front End\'s own machine; choose another name',
            id="a kernel named Local",
        ),
        pytest.param(
            '[[kernels]]\nname = "x"', "1:1 incomplete-entry x has neither host nor launch_command", id="no host"
        ),
        pytest.param(
            HOST,
            "1:1 incomplete-entry the path of the kernel is unknown",
            id="neither os nor kernel",
        ),
        pytest.param(
            HOST + 'os = "linux"\nkernel_version = "5"',
            "4:6 incomplete-entry the path of version 5 on linux is unknown",
            id="an unknown path",
        ),
        pytest.param(
            HOST + 'os = "windows"',
            "4:6 impossible-specification it is unknown how to start a kernel over ssh on Windows",
            id="a kernel on Windows",
        ),
        pytest.param(
            '[frontend]\nos = "windows"\n' + PARALLEL,
            "2:6 impossible-specification it is unknown how a command for parallel kernels returns at once on Windows",
            id="parallel kernels of a kernel on Windows",
        ),
        pytest.param(
            f'[frontend]\nversion = "{UNKNOWN}"',
            f"2:11 impossible-specification unknown version '{UNKNOWN}'; {NEAREST}",
            id="an unknown version",
        ),
        pytest.param(
            KERNEL + 'kernel_version = "3"',
            f"5:18 impossible-specification unknown version '3'; {RANGE}",
            id="an unknown kernel version",
        ),
        pytest.param(
            KERNEL + 'options = "basic"',
            "4:10 impossible-specification Basic Options have only host and user, not kernel",
            id="Basic Options with a kernel path",
        ),
        pytest.param(
            KERNEL + 'transport = "mathssh"\nkernel_version = "5.2"',
            "5:13 mathssh-version the mathssh of version 7 may not reach a kernel of version 5.2",
            id="mathssh of a version that is not known to reach any kernel",
        ),
        pytest.param(
            KERNEL + 'transport = "mathssh"\nport = 22',
            "6:8 impossible-specification mathssh does not support port",
            id="mathssh with an option that it lacks",
        ),
        pytest.param(
            PARALLEL + "ports = [31415, 31416]",
            "4:9 impossible-specification a direct connection uses any free ports",
            id="ports for parallel kernels that are reached directly",
        ),
        pytest.param(
            PARALLEL + TUNNEL + "count = 2",
            "6:9 impossible-specification two ports are enough for one kernel, but count is 2",
            id="two parallel kernels in a tunnel of two ports",
        ),
    ],
)
def test_a_specification_that_cannot_work(text: str, expected: str) -> None:
    [found] = reported(text)
    assert found.startswith(expected)


def test_mathssh_reaches_only_kernels_of_the_same_version() -> None:
    text = KERNEL + 'transport = "mathssh"\n'
    assert reported(text, "5.2") == []
    assert "it reaches only 5.2" in reported(text + 'kernel_version = "6"', "5.2")[0]


@pytest.mark.parametrize(("system", "programs"), [("windows", {"ssh"}), ("linux", {"ssh h ./math.sh -mathlink"})])
def test_a_verbatim_command_is_read_by_the_shell_of_the_front_end(system: str, programs: set[str]) -> None:
    command = '"ssh h "./math.sh" -mathlink"'
    text = f"[frontend]\nos = '{system}'\n[[kernels]]\nname = 'x'\nlaunch_command = '{command}'\n"
    checked = inputs.specification(source(text))
    [named] = checked.launches
    launch = named.launch
    travelled = journeys(launch, Assumptions().target(checked))
    assert {journey.launcher.program.text for journey in travelled if journey.launcher} == programs


def test_a_byte_order_mark_is_not_part_of_a_specification() -> None:
    assert reported(b"\xef\xbb\xbf" + KERNEL.encode()) == []
    marked = spec.load(source("\ufeff" + "kernels = 5\n"))
    (problem,) = marked.problems
    assert source("\ufeff" + "kernels = 5\n").position(problem.span.start).column == len("\ufeffkernels = 5")
