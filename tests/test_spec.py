"""Specifications: what is read, and what is refused and where."""

import json

import pytest

from rkconf import inputs, spec
from rkconf.command import journeys
from rkconf.linting import Assumptions
from tests.specifications import HOST, KERNEL, PARALLEL, TUNNEL, problems, source, specification, told


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(KERNEL, id="a kernel with a path"),
        pytest.param(HOST + 'os = "linux"', id="a kernel whose path is a fact"),
        pytest.param(HOST + 'options = "basic"', id="Basic Options need host and user alone"),
        pytest.param('[[kernels]]\nname = "x"\nlaunch_command = "run"', id="a verbatim command needs no host"),
        pytest.param(KERNEL + TUNNEL, id="a tunnel"),
        pytest.param(KERNEL + 'ssh.ProxyJump = "gate"\nssh_options = ["-4", "-i", "key file"]', id="ssh options"),
        pytest.param(KERNEL.replace("skye.local", "fe80::1%en0"), id="an IPv6 address"),
        pytest.param(HOST + "kernel = '''/A b/$c;'\"d\\é'''", id="a path that can be quoted"),
        pytest.param(KERNEL + 'kernel_version = "5.1"', id="an older kernel"),
        pytest.param(PARALLEL + "count = 4", id="parallel kernels"),
        pytest.param(PARALLEL + 'connection = "tunnel"', id="a tunnel for parallel kernels"),
    ],
)
def test_what_can_work_has_no_problem(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a = [\n", "2:1 syntax-error not TOML: invalid value", id="broken off"),
        pytest.param(
            'a = "é" b\n',
            "1:9 syntax-error not TOML: expected newline or end of document after a statement",
            id="columns are characters",
        ),
        pytest.param(b'a = "\xff"', "1:6 syntax-error TOML must be UTF-8; this byte is not", id="not UTF-8"),
        pytest.param("x = " + "[" * 10_000, "1:1 syntax-error nested too deeply to be read", id="a deep nest"),
        pytest.param(b"\0\1\2", "1:1 syntax-error not TOML: invalid statement", id="binary data"),
    ],
)
def test_what_is_not_toml(text: str | bytes, expected: str) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            KERNEL + 'prot = "ssh"', "5:1 unknown-key unknown key prot; did you mean port?", id="a key with a typo"
        ),
        pytest.param(
            "[[kernel]]", "1:1 unknown-key unknown key kernel; did you mean kernels?", id="a table with a typo"
        ),
        pytest.param(
            "[frontend]\nkernel = 1",
            "2:1 unknown-key unknown key kernel; known: version, os",
            id="a key that belongs elsewhere",
        ),
        pytest.param(
            '[[kernels]]\nhost = "x"', "1:1 incomplete-entry name is missing; add name = ...", id="a missing key"
        ),
        pytest.param(KERNEL + 'port = "22"', "5:8 wrong-type port must be a whole number, not a string", id="a string"),
        pytest.param(
            KERNEL + "port = true", "5:8 wrong-type port must be a whole number, not true or false", id="a boolean"
        ),
        pytest.param(
            KERNEL + "user = 1979-05-27", "5:8 wrong-type user must be a string, not a date", id="a date for a string"
        ),
        pytest.param(KERNEL + "port = 70000", "5:8 wrong-type port must be at most 65535", id="a number too large"),
        pytest.param(PARALLEL + "count = 0", "4:9 wrong-type count must be at least 1", id="a number too small"),
        pytest.param("kernels = 1", "1:11 wrong-type kernels must be a list, not a number", id="no list of kernels"),
        pytest.param(
            "kernels = [1]", "1:12 wrong-type kernels[0] must be a table, not a number", id="a kernel that is no table"
        ),
        pytest.param(
            KERNEL + "ssh = { BatchMode = true }",
            '5:21 wrong-type BatchMode must be a string, not true or false; write it between quotes, such as "yes"',
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
            "5:24 impossible-specification a link has two ports, not more",
            id="a third port",
        ),
        pytest.param(
            KERNEL + "ports = [31415]",
            "5:9 impossible-specification a link has two ports, not fewer",
            id="a single port",
        ),
    ],
)
def test_keys_and_types(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_every_problem_is_told_at_once() -> None:
    assert [found.partition(" ")[0] for found in told('[[kernels]]\nnam = "x"\nport = "22"\n')] == ["1:1", "2:1", "3:8"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            KERNEL + KERNEL,
            "6:8 duplicate-entry a second kernel named skye: the Front End would keep one of them; "
            "names are free: choose another one",
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
            "1:1 incomplete-entry where is the kernel? Neither kernel nor os says so; "
            'such as kernel = "./math.sh", or os = "linux"',
            id="neither os nor kernel",
        ),
        pytest.param(
            HOST + 'os = "linux"\nkernel_version = "5"',
            "4:6 incomplete-entry no fact tells where version 5 is installed on linux; give the path as kernel",
            id="a path that no fact names",
        ),
        pytest.param(
            HOST + 'os = "windows"',
            "4:6 impossible-specification nothing is known about how a kernel is started over ssh on Windows; "
            "give the whole command as launch_command",
            id="a kernel on Windows",
        ),
        pytest.param(
            '[frontend]\nos = "windows"\n' + PARALLEL,
            "2:6 impossible-specification nothing is known about how a command for parallel kernels returns at once on "
            "Windows; give the whole command as command: where that kernel runs on Unix, what is rendered of this with "
            'os = "linux"',
            id="parallel kernels of a kernel on Windows",
        ),
        pytest.param(
            '[frontend]\nversion = "42"',
            "2:11 impossible-specification unknown Front End version '42'; known: 5.2, 6, 7",
            id="an unknown version",
        ),
        pytest.param(
            KERNEL + 'kernel_version = "3"',
            "5:18 impossible-specification unknown kernel version '3'; known: 4, 5, 5.1, 5.2, 6, 7",
            id="an unknown kernel version",
        ),
        pytest.param(
            KERNEL + 'options = "basic"',
            "4:10 impossible-specification Basic Options know host and user alone, not kernel: "
            'the Front End makes the command; options = "advanced" has it',
            id="Basic Options with a kernel path",
        ),
        pytest.param(
            KERNEL + 'transport = "mathssh"\nkernel_version = "5.2"',
            "5:13 mathssh-version mathssh cannot be counted on for a kernel of version 5.2: "
            'nothing attests that of 7; use transport = "ssh"',
            id="mathssh of a version that nothing attests",
        ),
        pytest.param(
            KERNEL + 'transport = "mathssh"\nport = 22',
            '6:8 impossible-specification mathssh has nothing like port; transport = "ssh" has it',
            id="mathssh with an option that it lacks",
        ),
        pytest.param(
            PARALLEL + "ports = [31415, 31416]",
            "4:9 impossible-specification a direct connection takes the ports that are free at the moment; "
            'connection = "tunnel" can fix those on the kernel\'s machine',
            id="ports for parallel kernels that are reached directly",
        ),
        pytest.param(
            PARALLEL + TUNNEL + "count = 2",
            "6:9 impossible-specification two ports serve one kernel, and here are 2; "
            "leave ports away: each kernel then has a tunnel for ports of its own",
            id="two parallel kernels in a tunnel of two ports",
        ),
    ],
)
def test_what_cannot_work(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_mathssh_of_one_version_reaches_its_own_kernel_alone() -> None:
    text = KERNEL + 'transport = "mathssh"\n'
    assert told(text, "5.2") == []
    assert "that of 5.2 reaches 5.2 alone" in told(text + 'kernel_version = "6"', "5.2")[0]


@pytest.mark.parametrize("host", ["::1", "2001:db8::1", "[::1]", "[2001:db8::1]", "[fe80::1%en0]"])
def test_an_ipv6_address_is_bare_as_ssh_wants_it(host: str) -> None:
    found = specification(KERNEL.replace("skye.local", host) + PARALLEL.replace("node1", host))
    assert {found.kernels[0].host, found.parallel[0].host} == {host.strip("[]")}


@pytest.mark.parametrize("host", ["[::1", "::1]", "[]", "[skye]", "[[::1]]", "1::2::3", "[::1]:22", "::1%"])
def test_what_is_no_ipv6_address(host: str) -> None:
    [found] = told(KERNEL.replace("skye.local", host))
    assert found.startswith("3:8 impossible-specification host cannot be used: ")


@pytest.mark.parametrize(("system", "programs"), [("windows", {"ssh"}), ("linux", {"ssh h ./math.sh -mathlink"})])
def test_a_verbatim_command_is_read_by_the_shell_of_the_front_end(system: str, programs: set[str]) -> None:
    command = '"ssh h "./math.sh" -mathlink"'
    text = f"[frontend]\nos = '{system}'\n[[kernels]]\nname = 'x'\nlaunch_command = '{command}'\n"
    checked = inputs.specification(source(text))
    [(_, launch, _)] = checked.launches
    travelled = journeys(launch, Assumptions().target(checked))
    assert {journey.launcher.program.text for journey in travelled if journey.launcher} == programs


HOSTILE = ["a b", "a;b", "$(touch x)", "a&b", "a|b", "a'b", 'a"b', "a\\b", "a`b", "a\nb", "a*", "-oProxyCommand=x", ""]


@pytest.mark.parametrize("text", [*HOSTILE, "host:22", "me@host", "hóst", "a/b"])
def test_a_host_that_a_shell_or_ssh_would_misread(text: str) -> None:
    [found] = told(f"[[kernels]]\nname='x'\nkernel='m'\nhost={json.dumps(text)}")
    assert found.startswith("4:6 impossible-specification host cannot be used: ")


@pytest.mark.parametrize("text", [*HOSTILE, "me:secret", "me@host", "-l"])
def test_a_user_that_a_shell_or_ssh_would_misread(text: str) -> None:
    [found] = told(f"{KERNEL}user={json.dumps(text)}")
    assert found.startswith("5:6 impossible-specification user cannot be used: ")
    assert "secret" not in found


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        pytest.param('host = ".."', "it begins with a dot", id="a host of dots"),
        pytest.param('host = ".h"', "it begins with a dot", id="a host with a dot in front"),
        pytest.param('host = "h-"', "it ends in a dash", id="a host with a dash at its end"),
        pytest.param('host = ".h b"', "it holds a blank", id="a host with a blank behind a dot"),
        pytest.param('host = "h"\nuser = ".anna"', "it begins with a dot", id="a user with a dot in front"),
        pytest.param('host = "h"\nuser = "an\u00fca"', "it holds `ü`", id="a user with a letter of another alphabet"),
    ],
)
def test_the_reason_is_the_one_that_holds(written: str, fault: str) -> None:
    [found] = problems(f'[[kernels]]\nname = "x"\nkernel = "m"\n{written}')
    assert found.message.endswith(f" cannot be used: {fault}")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        pytest.param("é \\u0001", "it holds U+0001", id="a control character behind a letter"),
        pytest.param("a\\tb", "it holds a tab", id="a tab"),
        pytest.param(" ", "it is empty", id="blanks alone"),
    ],
)
def test_a_name_that_cannot_be_shown(name: str, fault: str) -> None:
    assert told(KERNEL.replace('"skye"', f'"{name}"')) == [f"2:8 impossible-specification name cannot be used: {fault}"]


@pytest.mark.parametrize("text", ["a`b", "a\nb", "a\rb", "a\0b", "-x", "~/math", "A=b", "", "a\u201cb", "a\u00a0b"])
@pytest.mark.parametrize("key", ["kernel", "kernel_init"])
def test_a_path_that_no_quoting_carries(key: str, text: str) -> None:
    [found] = told(f'{HOST}os="linux"\n{TUNNEL}{key}={json.dumps(text)}')
    assert found.startswith(f"7:{len(key) + 2} impossible-specification {key} cannot be used: ")


@pytest.mark.parametrize(
    ("extra", "fault"),
    [
        pytest.param("X = '{1, \"a\" -> b}'", None, id="a list"),
        pytest.param("X = 'a[1]'", None, id="a call"),
        pytest.param("X = '1, \"LoginScript\" -> 2'", "it is not one expression", id="a second option"),
        pytest.param("X = '}'", "", id="a stray bracket"),
        pytest.param("X = '\"a'", "", id="a string without an end"),
        pytest.param("X = ''", "it is not one expression", id="nothing"),
        pytest.param("LoginScript = '\"x\"'", "LoginScript is written anyway", id="a key that is written anyway"),
        pytest.param("HostName = '\"x\"'", None, id="a key of Basic Options beside advanced ones"),
    ],
)
def test_extra_keys_hold_one_expression_each(extra: str, fault: str | None) -> None:
    found = told(f"{KERNEL}extra = {{ {extra} }}")
    assert len(found) == (fault is not None)
    assert all(fault in each and each.startswith("5:") for each in found if fault)


def test_a_byte_order_mark_is_no_part_of_a_specification() -> None:
    assert told(b"\xef\xbb\xbf" + KERNEL.encode()) == []
    marked = spec.load(source("\ufeff" + "kernels = 5\n"))
    (problem,) = marked.problems
    assert source("\ufeff" + "kernels = 5\n").position(problem.span.start).column == len("\ufeffkernels = 5")
