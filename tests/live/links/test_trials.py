"""The check in a terminal that ``rkconf setup`` gives before the Front End is tried proves what it claims."""

import getpass
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.links.namespaces import KERNEL, Namespaces, Terrain, build, require_namespaces
from tests.live.machines import Machines
from tests.setups import TUNNEL, commands, contents, setup

pytestmark = pytest.mark.live

# For every host: ssh takes the first value that it finds.
_RIG = """\
Host *
    HostName {kernel}
    Port {port}
    User {user}
    IdentityFile {root}/key
    HostKeyAlias there
    UserKnownHostsFile {root}/known_hosts
    SendEnv RIG_*

"""
_LISTEN = "import socket; taken = socket.create_server(('{address}', {port})); print(flush=True); input()"


@pytest.fixture(scope="module")
def between(machines: Machines) -> Iterator[Namespaces]:
    require_namespaces()
    with build(machines, Terrain(firewalls=False)) as made:
        yield made


@pytest.fixture
def trial(machines: Machines, between: Namespaces, tmp_path: Path) -> list[str]:
    return prepared(TUNNEL, machines, between, tmp_path)


@pytest.fixture
def trial_of_fixed_ports(machines: Machines, between: Namespaces, tmp_path: Path) -> list[str]:
    return prepared(TUNNEL.replace('"tunnel"', '"fixed-ports"').replace('user = "me"', ""), machines, between, tmp_path)


def prepared(text: str, machines: Machines, between: Namespaces, tmp_path: Path) -> list[str]:
    made = setup(text.format(kernel="math", kernel_init="links.m"))
    [command] = commands(made, " true")
    rig = _RIG.format(kernel=KERNEL, port=machines.port, user=getpass.getuser(), root=machines.root)
    (tmp_path / "config").write_text(rig + contents(made)["ssh_config"])
    # The `ssh` on the path of the rig moves forwards to other addresses.
    typed = command.replace("ssh ", f"/usr/bin/ssh -F '{tmp_path}/config' ", 1)
    return [*between.inside("front-end"), "sh", "-c", typed]


def run(trial: list[str], machines: Machines) -> subprocess.CompletedProcess[str]:
    environment = machines.environment(machines.records(), "sh", ("7", "7"))
    return subprocess.run(trial, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_where_all_ports_of_a_tunnel_are_free_the_trial_is_silent(trial: list[str], machines: Machines) -> None:
    done = run(trial, machines)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(
    ("machine", "port"),
    [
        pytest.param("front-end", 31415, id="where the Front End waits"),
        pytest.param("front-end", 31417, id="where ssh waits for the Front End"),
        pytest.param("kernel", 31416, id="where ssh waits for the kernel"),
        pytest.param("kernel", 31420, id="where the kernel waits"),
    ],
)
def test_a_port_of_a_tunnel_that_is_taken_makes_the_trial_fail(
    machine: str, port: int, trial: list[str], machines: Machines, between: Namespaces
) -> None:
    done = run_with_a_taken_port(trial, machines, between.inside(machine), "127.0.0.1", port)
    assert done.returncode == 255
    assert str(port) in done.stderr


def test_where_fixed_ports_are_free_the_trial_is_silent(trial_of_fixed_ports: list[str], machines: Machines) -> None:
    done = run(trial_of_fixed_ports, machines)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0"])  # noqa: S104 - the Front End may wait at any address
@pytest.mark.parametrize("port", [31415, 31416])
def test_a_fixed_port_that_is_taken_makes_the_trial_fail(
    address: str, port: int, trial_of_fixed_ports: list[str], machines: Machines, between: Namespaces
) -> None:
    done = run_with_a_taken_port(trial_of_fixed_ports, machines, between.inside("front-end"), address, port)
    assert done.returncode == 255
    assert str(port) in done.stderr


def run_with_a_taken_port(
    trial: list[str], machines: Machines, inside: tuple[str, ...], address: str, port: int
) -> subprocess.CompletedProcess[str]:
    words = (*inside, sys.executable, "-c", _LISTEN.format(address=address, port=port))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as taker:
        assert taker.stdout
        assert taker.stdout.readline()
        done = run(trial, machines)
        taker.communicate(b"\n")
    return done
