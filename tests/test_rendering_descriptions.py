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


def test_trace_reports_that_mathematica_makes_the_command(rkconf: Program, tmp_path: Path) -> None:
    (tmp_path / "k.toml").write_text("[[parallel]]\nhost = 'h'\nos = 'linux'")
    outcome = rkconf("trace", str(tmp_path / "k.toml"), "--version", "14")
    assert outcome.status == 2
    assert "Mathematica makes that" in outcome.err


def test_setup_reports_what_the_login_needs(rkconf: Program) -> None:
    outcome = rkconf("setup", "-", "--version", "14", stdin=b"[[parallel]]\nhost = 'h'\nos = 'linux'")
    assert "print nothing" in outcome.err
