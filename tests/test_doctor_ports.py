"""The ports of kernels in the report about a machine."""

import pytest

from rkconf import versions
from rkconf.doctor.machine import Completed, examine
from rkconf.record import replace
from rkconf.settings import Lookup
from tests.scratch_homes import FIXED_PORTS, INIT, TUNNEL, ScratchHome, found, init_file


def test_a_port_on_which_a_program_listens_is_a_problem(home: ScratchHome) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    home.write("/proc/net/tcp", "header\n 0: 0100007F:7AB7 00000000:0000 0A 0\n 1: 0100007F:7AB8 0100007F:1F90 01 0\n")
    machine = home.examined()
    assert found(machine) == ["port-taken"]
    assert "31415" in machine.remarks[0].message
    assert "127.0.0.1" in machine.remarks[0].message


def test_a_port_that_the_system_assigns_is_noted(home: ScratchHome) -> None:
    home.write(INIT, init_file(TUNNEL, FIXED_PORTS))
    home.write("/proc/sys/net/ipv4/ip_local_port_range", "10000\t31415\n")
    machine = home.examined()
    assert (found(machine), machine.status) == (["port-may-be-taken"], 0)
    home.write("/proc/sys/net/ipv4/ip_local_reserved_ports", "8080,31400-31420\n")
    assert found(home.examined()) == []


@pytest.mark.parametrize(("user", "expected"), [(1000, ["port-privileged"] * 2), (0, [])])
def test_only_the_administrator_can_open_low_ports(home: ScratchHome, user: int, expected: list[str]) -> None:
    mlopen = FIXED_PORTS.replace("31415", "801").replace("31416", "802")
    home.write(INIT, init_file(TUNNEL.replace("31415", "801").replace("31416", "802"), mlopen))
    machine = examine(replace(home.system, user=user), Lookup({"version": "5.2"}), versions.known())
    assert [each for each in found(machine) if each == "port-privileged"] == expected


def test_two_kernels_with_one_port_are_noted(home: ScratchHome) -> None:
    first = init_file(TUNNEL, FIXED_PORTS)
    home.write(INIT, first.replace("}}]", "}, " + first[first.index('"skye"') :].replace('skye"->', 'moon"->')))
    machine = home.examined()
    assert [(use.name, use.ports) for use in machine.uses] == [("skye", (31415, 31416)), ("moon", (31415, 31416))]
    assert found(machine).count("ports-shared") == 2


def test_ports_that_cannot_be_read_are_unknown(home: ScratchHome) -> None:
    (home.folder / "root/proc/net/tcp").unlink()
    machine = home.examined()
    assert (found(machine), machine.status) == (["ports-unknown"], 2)


def test_macos_reads_its_ports_with_programs(home: ScratchHome) -> None:
    home.os = "macos"
    rows = "tcp4       0      0  127.0.0.1.31415        *.*                    LISTEN\ntcp6 0 0 *.22 *.* LISTEN\n"
    home.programs = {"sysctl": Completed(0, "49152\n65535\n"), "netstat": Completed(0, rows)}
    ports = home.examined().ports
    assert (ports.assigned, dict(ports.listening)) == (range(49152, 65536), {31415: ("127.0.0.1",), 22: ("*",)})
