"""Setups of kernels that a description starts: a login, silence, an expression and a trial, but no ports or files."""

import pytest

from rkconf.provisioning import STEPS
from tests.setups import contents, setup

ROW = '[[parallel]]\nname = "c"\nhost = "node7"\nuser = "ann"\nkernel = "/opt/m/wolfram"\ncount = 4\n'
SSH = '[parallel.ssh]\nIdentityFile = "~/.ssh/k"\nProxyJump = "gate"\nCompression = "yes"\n'
KERNEL = '[[kernels]]\nname = "far"\nhost = "far"\nkernel = "/opt/m/wolfram"\n'


def steps(text: str, version: str = "14.1") -> str:
    return " ".join(contents(setup(text, version))[STEPS].split())


@pytest.mark.parametrize("version", ["12.3", "13.1", "15"])
@pytest.mark.parametrize(
    "part",
    [
        pytest.param("ssh-keygen", id="the key"),
        pytest.param("possibly whether to trust the host key", id="the host key"),
        pytest.param("must print nothing", id="silent startup files"),
        pytest.param("ssh -o BatchMode=yes ann@node7 true", id="a login without output"),
        pytest.param('ann@node7 "/opt/m/wolfram"', id="the kernel in a terminal"),
        pytest.param("LaunchKernels[{", id="the expression"),
        pytest.param("must have 4 more names of node7", id="a trial"),
        pytest.param("Fewer kernels than asked for", id="the advice"),
    ],
)
def test_the_steps_contain(part: str, version: str) -> None:
    assert part in steps(ROW, version)


@pytest.mark.parametrize("part", ["firewall", "math.sh", "dialog", "Printing is harmless", "tunnel", "port forwarding"])
def test_the_steps_do_not_contain(part: str) -> None:
    assert part not in steps(ROW)


@pytest.mark.parametrize("key", ['connection = "tunnel"', 'method = "forward"', "forward_port = 5000", "timeout = 9"])
def test_no_value_of_a_description_opens_a_port(key: str) -> None:
    more = f'{key}\nmethod = "forward"' if key.startswith("forward") else key
    made = setup(ROW + more, "14.1")
    assert "firewall" not in contents(made)[STEPS]
    assert "RemoteForward" not in contents(made)["ssh_config"]


def test_the_configuration_of_ssh_has_the_options_that_the_description_lacks() -> None:
    made = contents(setup(ROW + SSH, "14.1"))
    for line in ("IdentityFile ~/.ssh/k", "ProxyJump gate", "Compression yes", "BatchMode yes"):
        assert f"    {line}\n" in made["ssh_config"]
    assert "Then configure ssh and add the entry" in " ".join(made[STEPS].split())


def test_a_launch_command_keeps_its_own_options() -> None:
    assert "Compression" not in contents(setup(ROW + SSH, "11"))["ssh_config"]
    assert "print nothing" not in steps(ROW, "11")


def test_a_kernel_of_the_front_end_beside_it_keeps_its_steps() -> None:
    text = steps(KERNEL + ROW)
    for part in ("firewall", "Launch Command:", "LaunchKernels[{", "Printing is harmless"):
        assert part in text
    assert "node7 must allow" not in text


def test_a_script_that_the_description_names_is_copied() -> None:
    made = contents(setup(ROW.replace("/opt/m/wolfram", "./math.sh") + 'os = "linux"', "14.1"))
    assert any(path.endswith("math.sh") for path in made)
