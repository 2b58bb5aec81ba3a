"""Rendering of parallel kernels that versions from 12.3 on describe by an address and options."""

from pathlib import Path

import pytest

from rkconf import inputs, linting, versions
from rkconf.command import target
from rkconf.diagnostics import Severity
from rkconf.source import Source
from tests.conftest import Program

DESCRIBED = tuple(version.name for version in versions.known() if version.parallel_description)

TEMPLATE = (
    "ssh -o BatchMode=yes -l ann `1` /opt/m/wolfram -wstp -linkmode Connect `4` -linkname `2`"
    " -subkernel -noinit > /dev/null 2>&1 &"
)


def rendered(rkconf: Program, keys: str, version: str, *words: str) -> str:
    text = f"[[parallel]]\nhost = 'node7'\n{keys}".encode()
    outcome = rkconf("render", "-", "--version", version, *words, stdin=text)
    assert outcome.status == 0, outcome.err
    return outcome.out


@pytest.mark.parametrize("version", DESCRIBED)
@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("os = 'linux'", id="a path that follows from the system"),
        pytest.param("os = 'windows'\ncount = 9", id="Windows"),
        pytest.param("kernel = '/opt/m/wolfram'\nuser = 'ann'\nport = 2222", id="a login"),
        pytest.param("os = 'macos'\nssh = {identityfile = '~/.ssh/k'}", id="a key"),
        pytest.param("os = 'linux'\nconnection = 'tunnel'", id="a tunnel, which is not needed"),
    ],
)
def test_lint_finds_nothing_in_a_description(keys: str, version: str, rkconf: Program) -> None:
    checked = inputs.read(Source("launch.wl", rendered(rkconf, keys, version).encode()))
    assert [kernel.head for kernel in checked.document.descriptions.kernels] == [
        versions.load(version).parallel_description
    ]
    found = linting.check(checked, target(versions.load(version), versions.load(version), None))
    assert [each for each in found if each.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("keys", "version", "part"),
    [
        pytest.param("os = 'linux'", "12.3", 'RemoteKernelObject["ssh://node7"', id="12.3 has another head"),
        pytest.param("os = 'linux'", "13", 'RemoteKernelObject["ssh://node7"', id="13.0 is as 12.3"),
        pytest.param("os = 'linux'", "13.1", 'KernelConfiguration["ssh://node7"', id="13.1"),
        pytest.param("os = 'linux'", "14", "/Wolfram/Mathematica/14.0/Executables/wolfram", id="the folder of 14.0"),
        pytest.param("os = 'linux'", "15.0.1", "/Wolfram/Wolfram/15.0/Executables/wolfram", id="the folder of 15"),
        pytest.param("os = 'macos'", "14.2", "/Applications/Wolfram.app/Contents/MacOS/wolfram", id="macOS"),
        pytest.param("os = 'macos'", "14.2", '"OperatingSystem" -> "MacOSX"', id="the system is named"),
        pytest.param("os = 'linux'\nuser = 'a'\nport = 22", "14", '"ssh://a@node7:22"', id="user and port"),
        pytest.param("os = 'linux'\ncount = 3", "14", '"KernelCount" -> 3', id="the number of kernels"),
        pytest.param("os = 'linux'\ncount = 8", "14", '"TimeConstraint" -> 120', id="time for many kernels"),
        pytest.param("os = 'linux'\ncount = 2", "14", '"TimeConstraint" -> 60', id="time for few kernels"),
        pytest.param("os = 'linux'\ntimeout = 300", "14", '"TimeConstraint" -> 300', id="a given time"),
        pytest.param("os = 'linux'\nmethod = 'forward'", "14", '"Method" -> "Forward"', id="a method"),
        pytest.param(
            "os = 'linux'\nmethod = 'forward'\nforward_port = 53003", "14", '"ForwardPort" -> 53003', id="its port"
        ),
        pytest.param(
            "os = 'linux'\narguments = ['-pwfile', 'my licence']",
            "14",
            '"SubKernelArguments" -> {"-noinit", "-subkernel", "-pwfile", "my licence"}',
            id="arguments of the kernel, with the default ones",
        ),
        pytest.param(
            "os = 'linux'\narguments = ['-pwfile', 'my licence']",
            "12",
            "-subkernel -noinit -pwfile \\\"'my licence'\\\" >",
            id="arguments of the kernel in a template",
        ),
        pytest.param("os = 'linux'", "9", "/Mathematica/9.0/Executables/math -mathlink", id="the program of 9"),
        pytest.param("os = 'linux'", "12.1", "/Mathematica/12.1/Executables/wolfram -wstp", id="the program of 12.1"),
        pytest.param("os = 'linux'\nssh = {IdentityFile = 'k'}", "13", '"SSHIdentity" -> "k"', id="a key in 13.0"),
        pytest.param("os = 'linux'\nssh = {IdentityFile = 'k'}", "14", '"SshIdentity" -> "k"', id="a key in 14"),
        pytest.param(
            f"command = '{TEMPLATE}'", "14", f'RemoteMachine["node7", "{TEMPLATE}", 1]', id="a given template"
        ),
        pytest.param("os = 'linux'", "12.2", "RemoteMachine[", id="12.2 has no description for LaunchKernels"),
    ],
)
def test_the_parts_of_a_description(keys: str, version: str, part: str, rkconf: Program) -> None:
    assert part in rendered(rkconf, keys, version)


@pytest.mark.parametrize(
    ("version", "name", "element"),
    [
        pytest.param("7", "$ConfiguredKernels", "RemoteMachine[", id="7"),
        pytest.param("12.2", "$ConfiguredKernels", "RemoteMachine[", id="12.2"),
        pytest.param("12.3", "$DefaultKernels", "RemoteKernelObject[", id="12.3"),
        pytest.param("13.2", "$DefaultKernels", "KernelConfiguration[", id="13.2"),
        pytest.param("13.3", "$DefaultParallelKernels", "KernelConfiguration[", id="13.3"),
        pytest.param("15", "$DefaultParallelKernels", "KernelConfiguration[", id="15"),
    ],
)
def test_the_default_list_has_the_name_of_the_version(version: str, name: str, element: str, rkconf: Program) -> None:
    text = rendered(rkconf, "os = 'linux'", version, "--default")
    assert f"\n{name} = {{{element}" in text
    assert text.endswith("\nLaunchKernels[]\n")
    checked = inputs.read(Source("launch.wl", text.encode()))
    found = linting.check(checked, target(versions.parse(version), versions.parse(version), None))
    assert [each for each in found if each.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("text", "version", "words", "message"),
    [
        pytest.param("[[parallel]]\nhost = 'h'\nkernel = 'math'", "6", (), "version 6 has no list", id="6 has none"),
        pytest.param("[[kernels]]\nname = 'a'\nhost = 'h'\nkernel = 'math'", "14", (), "no parallel", id="no kernels"),
        pytest.param("[[parallel]]\nhost = 'h'\nos = 'linux'", "14", ("--as", "json"), "omit --into", id="a form"),
    ],
)
def test_a_default_list_that_cannot_be_is_an_error(
    text: str, version: str, words: tuple[str, ...], message: str, rkconf: Program
) -> None:
    outcome = rkconf("render", "-", "--version", version, "--default", *words, stdin=text.encode())
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err


@pytest.mark.parametrize("key", ["timeout = 90", "method = 'launch'"])
def test_a_template_has_no_place_for_what_only_a_description_has(key: str, rkconf: Program) -> None:
    text = f"[[parallel]]\nhost = 'h'\nkernel = 'math'\n{key}"
    outcome = rkconf("render", "-", "--version", "12", stdin=text.encode())
    assert f"have no place for {key.partition(' ')[0]}; remove" in outcome.err


@pytest.mark.parametrize(
    ("keys", "place", "message"),
    [
        pytest.param("forward_port = 53003", "4:16", 'only the method "forward"', id="a port without its method"),
        pytest.param("arguments = ['-LinkName', 'x']", "4:14", "writes the arguments of the link", id="a link"),
        pytest.param("arguments = ['`1`']", "4:14", "it contains a backtick", id="a slot"),
        pytest.param("timeout = 0", "4:11", "timeout", id="no time"),
        pytest.param("method = 'tunnel'", "4:10", "method", id="an unknown method"),
    ],
)
def test_a_key_that_cannot_work_is_an_error_at_its_place(keys: str, place: str, message: str, rkconf: Program) -> None:
    text = f"[[parallel]]\nhost = 'h'\nkernel = 'math'\n{keys}"
    outcome = rkconf("render", "-", "--version", "14", stdin=text.encode())
    assert outcome.status == 1
    assert outcome.err.startswith(f"<stdin>:{place}: error")
    assert message in outcome.err


KERNEL = "[[kernels]]\nname = 'a'\nhost = 'h'\nos = 'linux'\n"
TUNNEL = KERNEL + "connection = 'tunnel'\nports = [31415, 31416]\n"
FIXED = KERNEL + "connection = 'fixed-ports'\nports = [31415, 31416]\n"


@pytest.mark.parametrize(
    ("version", "named", "absent"),
    [
        pytest.param("11.3", "compute with parallel kernels", "RemoteEvaluate", id="11.3 has no RemoteEvaluate"),
        pytest.param("12.2", "RemoteEvaluate and RemoteKernelObject", "KernelConfiguration", id="12.2"),
        pytest.param("15", "RemoteEvaluate and KernelConfiguration", "RemoteKernelObject", id="15"),
    ],
)
def test_a_tunnel_that_carries_one_link_is_refused_with_what_works(
    version: str, named: str, absent: str, rkconf: Program
) -> None:
    outcome = rkconf("render", "-", "--version", version, stdin=TUNNEL.encode())
    assert (outcome.status, outcome.out) == (1, "")
    ways = ["VPN", "run the Front End on the kernel's machine", named, "a Front End 11 or older", 'links = "main"']
    places = [outcome.err.find(way) for way in ways]
    assert -1 not in places
    assert places == sorted(places)
    assert absent not in outcome.err


def test_the_main_link_alone_goes_through_a_tunnel(rkconf: Program) -> None:
    outcome = rkconf("render", "-", "--version", "14", stdin=f"{TUNNEL}links = 'main'".encode())
    assert outcome.status == 0
    assert (outcome.out.count("-R "), outcome.out.count("-L "), "-initfile" in outcome.out) == (2, 0, False)
    assert "RK819" in outcome.err


@pytest.mark.parametrize("text", [KERNEL, FIXED])
def test_the_ports_that_nobody_can_choose_are_named(text: str, rkconf: Program) -> None:
    for version, told in (("11", False), ("11.1", True), ("15", True)):
        outcome = rkconf("render", "-", "--version", version, stdin=text.encode())
        assert ("on ports that the Front End chooses" in outcome.err) is told


def test_a_version_without_reports_is_named_as_such(rkconf: Program) -> None:
    for version, told in (("12.1", False), ("12.2", True), ("15", True)):
        assert (
            "no report of a kernel" in rkconf("render", "-", "--version", version, stdin=KERNEL.encode()).err
        ) is told


@pytest.mark.parametrize("form", ["wl", "dialog", "json"])
def test_every_form_contains_the_address(form: str, rkconf: Program) -> None:
    assert "ssh://node7" in rendered(rkconf, "os = 'linux'", "14", "--as", form)


@pytest.mark.parametrize(
    ("keys", "place", "words"),
    [
        pytest.param("os = 'linux'\nssh = {ProxyJump = 'gate'}", ":4:", "~/.ssh/config", id="an option of ssh"),
        pytest.param("os = 'linux'\nverbose = true", ":4:", "does not contain -v", id="verbose"),
        pytest.param("os = 'linux'\nconnection = 'tunnel'", ":4:", "needs no tunnel", id="a tunnel"),
        pytest.param("kernel = '/a b/wolfram'", ":3:", "a path with a space", id="a path whose quoting is unknown"),
    ],
)
def test_what_a_description_does_not_contain_is_reported(keys: str, place: str, words: str, rkconf: Program) -> None:
    text = f"[[parallel]]\nhost = 'node7'\n{keys}".encode()
    outcome = rkconf("render", "-", "--version", "14", stdin=text)
    assert words in outcome.err
    assert place in outcome.err


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("host = 'h'\nos = 'linux'\nssh_options = ['-4']", id="words of ssh"),
        pytest.param("host = 'fe80::1'\nos = 'linux'", id="an address with colons"),
        pytest.param("host = 'h'\nuser = 'a/b'\nos = 'linux'", id="a user with a slash"),
        pytest.param("host = 'h'\nos = 'windows'\nkernel_version = '5.1'", id="no known path"),
    ],
)
def test_what_a_description_cannot_express_is_refused(keys: str, rkconf: Program) -> None:
    outcome = rkconf("render", "-", "--version", "14", stdin=f"[[parallel]]\n{keys}".encode())
    assert outcome.status == 1
    assert outcome.out == ""
    assert "error" in outcome.err


def test_a_kernel_that_is_refused_is_reported_where_the_specification_gives_it(rkconf: Program, tmp_path: Path) -> None:
    path = tmp_path / "kernels.toml"
    path.write_text('[[parallel]]\nhost = "h"\nkernel = "/usr/local/Wolfram/Mathematica/7.0/Executables/math"\n')
    outcome = rkconf("render", str(path), "--version", "14.1")
    assert outcome.status == 0
    assert f"{path}:3:10: warning RK818" in outcome.err
