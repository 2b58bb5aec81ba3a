"""Findings about hosts with a program, old protocols, and kernels that are started by hand."""

import pytest

from rkconf import versions
from rkconf.command import target
from rkconf.inputs import FrontEndFile
from rkconf.linting import check
from rkconf.source import Source

SEVEN = target(versions.load("7"), versions.load("7"), None)
KERNEL = "math -mathlink -LinkMode Connect -LinkProtocol {} -LinkName `linkname`"


def severities(command: str, mlopen: str, code: str) -> list[str]:
    text = (
        'SetOptions[$FrontEnd, EvaluatorNames->{"Local" -> {}, "s" -> {"RemoteMachine" -> True, '
        f'"MLOpenArguments" -> "{mlopen}", "LoginScript" -> "{command}"}}}}]'
    )
    found = check(FrontEndFile.of(Source("init.m", text.encode())), SEVEN)
    return [each.severity.value for each in found if each.code == code]


@pytest.mark.parametrize(
    ("host", "found"),
    [
        pytest.param("203.0.113.7:wolfram", ["error"], id="a program after the colon"),
        pytest.param("skye.local:/opt/math", ["error"], id="a path, as scp writes it"),
        pytest.param("skye.local:22 math", ["error"], id="a port"),
        pytest.param("skye.local math", [], id="a space"),
        pytest.param("fe80::1 math", [], id="an address of IPv6"),
        pytest.param("skye.local: math", [], id="nothing after the colon"),
    ],
)
def test_ssh_reads_a_colon_as_part_of_the_host(host: str, found: list[str]) -> None:
    assert severities(f"ssh {host}", "-LinkMode Listen -LinkProtocol TCPIP", "RK408") == found


@pytest.mark.parametrize(
    ("front_end", "kernel", "found"),
    [
        pytest.param("TCP", "TCP", ["info", "info"], id="both sides use the old one"),
        pytest.param("TCP", "TCPIP", ["error"], id="only the Front End"),
        pytest.param("TCPIP", "TCP", ["error"], id="only the kernel"),
        pytest.param("TCPIP", "TCPIP", [], id="none"),
        pytest.param("Pipes", "Pipes", ["error", "error"], id="one within a machine"),
    ],
)
def test_an_old_protocol_is_an_error_only_where_the_sides_differ(front_end: str, kernel: str, found: list[str]) -> None:
    command = f"ssh skye.local {KERNEL.format(kernel)}"
    assert severities(command, f"-LinkMode Listen -LinkProtocol {front_end}", "RK104") == found


LISTENS = "-LinkMode Listen -LinkProtocol TCPIP"


@pytest.mark.parametrize(
    ("command", "mlopen", "found"),
    [
        pytest.param("", LISTENS, ["error"], id="no ports"),
        pytest.param("", f"{LISTENS} -LinkName 8000@192.0.2.4,8001@192.0.2.4", ["warning"], id="ports"),
        pytest.param("sleep 9999", f"{LISTENS} -LinkName 8000,8001", ["warning"], id="a command that waits"),
        pytest.param("ssh h sleep 9999", f"{LISTENS} -LinkName 8000,8001", ["error"], id="a login"),
        pytest.param("cd /tmp math", f"{LISTENS} -LinkName 8000,8001", ["error"], id="a kernel that cd gets"),
    ],
)
def test_a_command_without_a_kernel_may_wait_for_one_that_is_started_by_hand(
    command: str, mlopen: str, found: list[str]
) -> None:
    assert severities(command, mlopen, "RK011") == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param("-Foo", ["info"], id="an unknown flag"),
        pytest.param("-Foo bar", ["info"], id="an unknown flag and its value"),
        pytest.param("foo bar", ["info"], id="words without a flag"),
        pytest.param("-Foo bar baz", ["info", "info"], id="both"),
        pytest.param("-mathlink -noprompt -pwfile a -initfile b", [], id="flags of the kernel"),
        pytest.param("-LinkModde Listen", [], id="a misspelt flag, which another rule reports"),
        pytest.param("-LinkMode Launch -Foo", [], id="a local kernel"),
    ],
)
def test_a_word_that_mathlink_ignores_is_reported(words: str, found: list[str]) -> None:
    arguments = words if "Launch" in words else f"{words} {LISTENS} -LinkOptions MLDontInteract"
    command = f"ssh -o BatchMode=yes skye.local {KERNEL.format('TCPIP')}"
    assert severities(command, arguments, "RK012") == found
