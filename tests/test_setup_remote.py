"""A kernel on another machine: every command logs in there as the launch command does."""

import pytest

from rkconf.diagram.network import FRONT_END, MASTER
from tests.setups import DIRECT, KERNELS, TWO, commands, contents, opened, prose, setup


@pytest.mark.parametrize(
    ("more", "ports"),
    [
        pytest.param('ssh = { Port = "2222" }', {"skye.local": 2222}, id="a port among the settings"),
        pytest.param('ssh_options = ["-p", "2223", "-l", "dora"]', {"skye.local": 2223}, id="a port among the options"),
        pytest.param("port = 2224", {"skye.local": 2224}, id="the key port"),
        pytest.param(
            'ssh = { ProxyJump = "me@jump.example.org:2200" }',
            {"jump.example.org": 2200, "skye.local": 22},
            id="a jump host and its port",
        ),
        pytest.param(
            'ssh_options = ["-J", "one.example.org,two.example.org:22000"]',
            {"one.example.org": 22, "two.example.org": 22000, "skye.local": 22},
            id="two jump hosts",
        ),
        pytest.param(
            'launch_command = "ssh -p 2225 -J jump.example.org skye.local ./math.sh `linkname`"',
            {"jump.example.org": 22, "skye.local": 2225},
            id="a verbatim command",
        ),
    ],
)
def test_ssh_uses_the_route_of_the_launch_command(more: str, ports: dict[str, int]) -> None:
    made = setup(f"{DIRECT}{more}\n")
    callers = [FRONT_END, *ports]
    for caller, (machine, port) in zip(callers, ports.items(), strict=False):
        assert opened(made, machine)[0] == f"- TCP port {port} from {caller}: ssh"
    assert len(commands(made, "authorized_keys")) == len(ports)


def test_the_login_of_a_verbatim_command_is_that_of_the_steps() -> None:
    more = 'launch_command = "ssh -p 2225 -J me@jump:22 -i ~/.ssh/other carl@skye.local ./math.sh `linkname`"\n'
    made = setup(DIRECT + more)
    _, command = commands(made, "authorized_keys")
    assert command.startswith("ssh -o BatchMode=no -p 2225 -J me@jump:22 -i ~/.ssh/other carl@skye.local ")
    assert command.endswith(" < ~/.ssh/other.pub")
    assert "/home/" not in made.files[0].text
    assert "    ProxyJump me@jump:22\n    IdentityFile ~/.ssh/other\n" in contents(made)["ssh_config"]


def test_a_value_that_a_shell_expands_is_kept_as_it_was_typed() -> None:
    more = "launch_command = 'ssh -o \"UserKnownHostsFile $HOME/known\" skye.local ./math.sh `linkname`'\n"
    made = setup(DIRECT + more)
    assert 'ssh -o "UserKnownHostsFile $HOME/known" skye.local true' in prose(made).replace("-o BatchMode=yes ", "")


@pytest.mark.parametrize(
    "more",
    [
        pytest.param('ssh_options = ["-v", "-4"]', id="an option"),
        pytest.param('ssh_options = ["-vv4v"]', id="letters in one word with another"),
        pytest.param('ssh_options = ["-4", "-n", "-oLogLevel=DEBUG3"]', id="settings, and no input"),
        pytest.param('ssh = { LogLevel = "DEBUG" }\nssh_options = ["-4", "-tt"]', id="a setting, and a terminal"),
        pytest.param('verbose = true\nssh_options = ["-4", "-q"]', id="the key verbose"),
    ],
)
def test_options_that_are_only_for_the_launch_are_in_no_other_command(more: str) -> None:
    made = setup(f"{DIRECT}{more}\n")
    typed = [command.partition(" skye.local")[0] for command in commands(made, "ssh ") if " skye.local" in command]
    logins = [each for each in typed if each.startswith("ssh ")]
    assert {each.replace(" -o BatchMode=no", "").replace(" -o BatchMode=yes", "") for each in logins} == {"ssh -4"}


@pytest.mark.parametrize(
    "login",
    [
        pytest.param('user = "carl"', id="the key user"),
        pytest.param('ssh = { User = "carl" }', id="a setting"),
        pytest.param('ssh_options = ["-l", "carl"]', id="an option"),
        pytest.param("port = 2222", id="the key port"),
        pytest.param('ssh = { Port = "2222" }', id="a port among the settings"),
        pytest.param('ssh = { ProxyJump = "jump" }', id="a jump host: perhaps another machine of that name"),
    ],
)
def test_each_account_gets_its_own_files(login: str) -> None:
    more = 'os = "macos"\nconnection = "tunnel"\nports = [{}, {}]\n'
    both = TWO.format(one="./math.sh", two="./math.sh", more=f"{login}\n{more.format(2001, 2002)}")
    made = setup(both.replace('"one"\n', f'"one"\n{more.format(2101, 2102)}').replace("macos", "linux", 1))
    assert all(problem.severity is None and "if another route" in problem.message for problem in made.problems)
    assert len(commands(made, "cat > rkconf-links.m")) == 2
    assert len(commands(made, "cat > math.sh")) == 2
    assert len([command for command in commands(made, "authorized_keys") if "far.example.org " in command]) == 2


def test_the_default_port_of_ssh_is_the_same_account() -> None:
    made = setup(TWO.format(one="math", two="math", more="port = 22"))
    assert len(commands(made, "cat > math.sh")) == 1


BOTH = TWO.format(one="/a/math", two="/b/math", more='[[parallel]]\nname = "more"\nhost = "n1"\nkernel = "/c/math"')


def test_commands_for_another_machine_name_the_machine() -> None:
    steps = setup(BOTH).files[0].text
    assert "The master kernel's machine is the one whose kernel starts 'more'" in steps
    machine = ""
    for line in steps.partition(". Configure the firewalls")[0].splitlines():
        machine = line.strip("\n :") if line.startswith("   On ") and line.endswith(":") else machine
        if line.startswith("       ssh "):
            assert machine == ("On the master kernel's machine" if " n1 " in line else "On the Front End's machine")


def test_commands_for_one_machine_do_not_name_it() -> None:
    parallel = setup((KERNELS / "parallel.toml").read_text()).files[0].text
    assert "in a terminal on the master kernel's machine, in a copy of the folder" in " ".join(parallel.split())
    assert "   On the master kernel's machine:" not in parallel
    assert MASTER not in setup(DIRECT).files[0].text
