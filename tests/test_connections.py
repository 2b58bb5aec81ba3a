"""Every connection in every version, for both kinds of kernels and all machines works, or the reason is reported."""

import json
from pathlib import Path

import pytest

from rkconf import versions
from tests.conftest import Program
from tests.known import RENDERED

VERSIONS = RENDERED
TEMPLATED = tuple(name for name in VERSIONS if not versions.load(name).parallel_description)
"""Versions whose parallel kernels a template starts; tests/test_rendering_descriptions.py is about the others."""
SYSTEMS = ("macos", "linux", "windows")


def specification(world: str, connection: str, more: str = "", front_end: str = "macos") -> bytes:
    ports = "ports = [31415, 31416]\n" if world == "kernels" and connection != "direct" else ""
    head = f'[frontend]\nos = "{front_end}"\n[[{world}]]\nname = "x"\nhost = "h"\nconnection = "{connection}"\n'
    return f"{head}{ports}{more}".encode()


def links_of(version: str) -> str:
    """Return the key that accepts a tunnel for the main link alone, where no tunnel carries the others."""
    return 'links = "main"\n' if versions.load(version).random_links else ""


@pytest.mark.parametrize("version", [version for version in VERSIONS if links_of(version)])
def test_a_tunnel_is_refused_where_it_cannot_carry_every_link(version: str, rkconf: Program) -> None:
    text = specification("kernels", "tunnel", "os = 'linux'\n")
    outcome = rkconf("render", "-", "--version", version, stdin=text)
    assert (outcome.status, outcome.out) == (1, "")
    assert 'links = "main"' in outcome.err
    accepted = specification("kernels", "tunnel", "os = 'linux'\nlinks = 'main'\n")
    command = json.loads(rkconf("render", "-", "--version", version, "--as", "json", stdin=accepted).out)
    assert " -L " not in command["kernels"][0]["launch_command"]
    assert "-initfile" not in command["kernels"][0]["launch_command"]


@pytest.mark.parametrize("kernel", ["kernel = '/A b/math'\n", ""], ids=["a path", "a fact"])
@pytest.mark.parametrize("system", SYSTEMS[:2])
@pytest.mark.parametrize("front_end", SYSTEMS[:2])
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("connection", ["direct", "fixed-ports", "tunnel"])
def test_a_controller_is_reached_with_every_connection(
    connection: str, version: str, front_end: str, system: str, kernel: str, rkconf: Program
) -> None:
    text = specification("kernels", connection, f"os = '{system}'\n{links_of(version)}{kernel}", front_end)
    outcome = rkconf("render", "-", "--version", version, "--as", "json", stdin=text)
    assert outcome.status == 0
    if connection == "tunnel" and links_of(version):
        assert "RK819" in outcome.err
        return
    facts = versions.load(version)
    is_noted = bool(facts.random_links) or (connection != "direct" and facts.kernel_channels > 0)
    assert bool(outcome.err) == is_noted
    places = {line.partition(": note: ")[0] for line in outcome.err.splitlines() if ": note: " in line}
    assert places <= {"rkconf: <stdin>:6:14", "rkconf: <stdin>:5:8"}  # the connection, and the host


@pytest.mark.parametrize("version", TEMPLATED)
def test_a_parallel_kernel_has_fixed_ports_on_its_own_machine_with_a_note_that_this_is_unverified(
    version: str, rkconf: Program
) -> None:
    text = specification("parallel", "tunnel", "os = 'linux'\nports = [31415, 31416]\n")
    outcome = rkconf("render", "-", "--version", version, "--as", "json", stdin=text)
    assert outcome.status == 0
    assert outcome.err.startswith("rkconf: <stdin>:8:9: note: the kernel calls the link at other ports")
    (machine,) = json.loads(outcome.out)["parallel"]
    assert " -R 127.0.0.1:31415:$H:$A -R 127.0.0.1:31416:$H:$B " in machine["command"]
    assert " -linkname 31415@127.0.0.1,31416@127.0.0.1 -linkhost 127.0.0.1 " in machine["command"]
    checked = rkconf("lint", "--parallel", "-", "--version", version, stdin=machine["command"].encode())
    assert (checked.status, "warning" in checked.out) == (0, False)


@pytest.mark.parametrize("system", SYSTEMS[:2])
@pytest.mark.parametrize("version", TEMPLATED)
@pytest.mark.parametrize("connection", ["direct", "tunnel"])
def test_parallel_kernels_are_reached_directly_or_through_ssh(
    connection: str, version: str, system: str, rkconf: Program
) -> None:
    text = specification("parallel", connection, f"os = '{system}'\n")
    outcome = rkconf("render", "-", "--version", version, stdin=text)
    assert (outcome.status, outcome.err) == (0, "")
    assert f"{versions.load(version).parallel_head}[" in outcome.out


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("world", "connection", "more", "front_end", "place", "why"),
    [
        pytest.param("parallel", "fixed-ports", "os = 'linux'", "macos", "6:14", "picks the ports", id="fixed ports"),
        pytest.param("kernels", "direct", "os = 'windows'", "macos", "7:6", "over ssh on Windows", id="Windows there"),
        pytest.param(
            "parallel", "tunnel", "os = 'windows'", "macos", "7:6", "over ssh on Windows", id="parallel there"
        ),
        pytest.param("parallel", "direct", "os = 'linux'", "windows", "2:6", "returns at once", id="Windows here"),
        pytest.param("kernels", "direct", "", "linux", "3:1", "path of the kernel is unknown", id="no path"),
    ],
)
def test_an_impossible_connection_is_reported_at_its_place(  # noqa: PLR0913, PLR0917 - a matrix has many sides
    world: str, connection: str, more: str, front_end: str, place: str, why: str, version: str, rkconf: Program
) -> None:
    text = specification(world, connection, more, front_end)
    outcome = rkconf("render", "-", "--version", version, stdin=text)
    if "windows" in {*more.split("'"), front_end} and world == "parallel" and version not in TEMPLATED:
        assert (outcome.status, "ssh://h" in outcome.out) == (0, True)
        return
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.startswith(f"<stdin>:{place}: error RK")
    assert why in outcome.err.partition("\n")[0]
    assert "  help: " in outcome.err


@pytest.mark.parametrize("system", SYSTEMS[:2])
@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("connection", ["direct", "fixed-ports", "tunnel"])
def test_a_front_end_on_windows_has_an_additional_pair_of_quotes_with_notes_on_assumptions(
    connection: str, version: str, system: str, rkconf: Program
) -> None:
    more = f"os = '{system}'\n{links_of(version)}kernel = '/A b/math'\n"
    text = specification("kernels", connection, more, "windows")
    outcome = rkconf("render", "-", "--version", version, "--as", "json", stdin=text)
    assert outcome.status == 0
    (kernel,) = json.loads(outcome.out)["kernels"]
    assert kernel["launch_command"].startswith('"ssh ')
    flag = versions.load(version).start_flags[0]
    assert f" h \"'/A b/math'\" {flag} " in kernel["launch_command"]
    assert kernel["launch_command"].endswith('"')
    doubts = [line for line in outcome.err.splitlines() if line.startswith("rkconf: <stdin>:2:6: note: ")]
    assert [word for line in doubts for word in ("the last quote", "Cygwin") if word in line] == [
        "the last quote",
        "Cygwin",
    ]


def test_mathssh_on_windows_begins_with_a_path_in_quotes(rkconf: Program) -> None:
    text = specification("kernels", "direct", "kernel = './math.sh'\ntransport = 'mathssh'\n", "windows")
    outcome = rkconf("render", "-", "--version", "5.2", "--as", "json", stdin=text)
    (kernel,) = json.loads(outcome.out)["kernels"]
    assert kernel["launch_command"].startswith('""`java`" -jar "`mathssh`" h ./math.sh -mathlink ')
    assert "Cygwin" not in outcome.err


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_front_end_on_windows_writes_its_own_command_with_basic_options(
    version: str, system: str, rkconf: Program
) -> None:
    text = f'[frontend]\nos = "{system}"\n[[kernels]]\nname = "x"\nhost = "h"\noptions = "basic"\n'.encode()
    assert rkconf("render", "-", "--version", version, stdin=text).status == 0


def test_a_verbatim_command_for_windows_is_kept(rkconf: Program) -> None:
    link = "-mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`"
    command = f'"ssh h "./math.sh" {link}"'
    text = f"[frontend]\nos = 'windows'\n[[kernels]]\nname = 'x'\nlaunch_command = '{command}'\n".encode()
    outcome = rkconf("render", "-", "--version", "7", "--as", "dialog", stdin=text)
    assert (outcome.status, outcome.err) == (0, "")
    assert f"Launch Command: {command}\n" in outcome.out
    wrong = text.replace(b" -mathlink", b"")
    assert rkconf("render", "-", "--version", "7", stdin=wrong).status == 1


@pytest.mark.parametrize("connection", ["direct", "tunnel"])
@pytest.mark.parametrize("version", TEMPLATED)
def test_commands_that_unix_reads_are_kept_with_a_front_end_on_windows(
    connection: str, version: str, rkconf: Program, tmp_path: Path
) -> None:
    row = specification("parallel", connection, "os = 'linux'\n", "linux")
    (machine,) = json.loads(rkconf("render", "-", "--version", version, "--as", "json", stdin=row).out)["parallel"]
    path = tmp_path / "x.kernels.toml"
    head = "[frontend]\nos = 'windows'\n[[parallel]]\nname = 'x'\nhost = 'h'\nos = 'linux'\n"
    path.write_text(f"{head}command = '{machine['command']}'\n")

    def run(command: str, *words: str) -> str:
        outcome = rkconf(command, str(path), "--version", version, *words)
        assert outcome.status == 0, outcome.err
        return outcome.out

    assert json.loads(run("render", "--as", "json"))["parallel"] == [machine]
    assert " RK5" not in run("lint", "--format", "concise")
    assert "it fails" not in run("trace", "--diagram").lower()
    assert "Host h\n" in run("setup")


@pytest.mark.parametrize("host", ["::1", "2001:db8::1", "[2001:db8::1]"])
@pytest.mark.parametrize("connection", ["direct", "fixed-ports", "tunnel"])
@pytest.mark.parametrize("user", ["", "user = 'me'\n"], ids=["the same user", "another user"])
def test_an_ipv6_address_is_written_as_ssh_needs_it(host: str, connection: str, user: str, rkconf: Program) -> None:
    text = specification("kernels", connection, f"kernel = './math.sh'\n{user}").replace(b'"h"', f'"{host}"'.encode())
    outcome = rkconf("render", "-", "--version", "7", "--as", "dialog", stdin=text)
    assert outcome.status == 0, outcome.err
    login = f"{'me@' if user else ''}{host.strip('[]')}"
    assert f' {login} "./math.sh" -mathlink ' in outcome.out
