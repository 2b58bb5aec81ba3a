"""A kernel on another machine: how the launch command logs in there is how everything else does."""

import pytest

from rkconf.diagram.network import FRONT_END, MASTER
from tests.setups import DIRECT, KERNELS, TWO, commands, contents, opened, prose, setup


@pytest.mark.parametrize(
    ("more", "ports"),
    [
        pytest.param('ssh = { Port = "2222" }', {"skye.local": 2222}, id="a port among the settings"),
        pytest.param('ssh_options = ["-p", "2223", "-l", "dora"]', {"skye.local": 2223}, id="a port among the options"),
        pytest.param("port = 2224", {"skye.local": 2224}, id="a port of its own"),
        pytest.param(
            'ssh = { ProxyJump = "me@gate.example.org:2200" }',
            {"gate.example.org": 2200, "skye.local": 22},
            id="a gate and its port",
        ),
        pytest.param(
            'ssh_options = ["-J", "one.example.org,two.example.org:22000"]',
            {"one.example.org": 22, "two.example.org": 22000, "skye.local": 22},
            id="two gates",
        ),
        pytest.param(
            'launch_command = "ssh -p 2225 -J gate.example.org skye.local ./math.sh `linkname`"',
            {"gate.example.org": 22, "skye.local": 2225},
            id="a command that stands there word for word",
        ),
    ],
)
def test_the_way_of_ssh_is_that_of_the_launch_command(more: str, ports: dict[str, int]) -> None:
    made = setup(f"{DIRECT}{more}\n")
    callers = [FRONT_END, *ports]
    for caller, (machine, port) in zip(callers, ports.items(), strict=False):
        assert opened(made, machine)[0] == f"- TCP port {port} from {caller}: ssh"
    assert len(commands(made, "authorized_keys")) == len(ports)


def test_a_login_of_a_command_word_for_word_is_that_of_the_steps() -> None:
    more = 'launch_command = "ssh -p 2225 -J me@gate:22 -i ~/.ssh/other carl@skye.local ./math.sh `linkname`"\n'
    made = setup(DIRECT + more)
    _, command = commands(made, "authorized_keys")
    assert command.startswith("ssh -o BatchMode=no -p 2225 -J me@gate:22 -i ~/.ssh/other carl@skye.local ")
    assert command.endswith(" < ~/.ssh/other.pub")
    assert "/home/" not in made.files[0].text
    assert "    ProxyJump me@gate:22\n    IdentityFile ~/.ssh/other\n" in contents(made)["ssh_config"]


def test_what_a_shell_puts_into_an_option_stays_as_it_was_typed() -> None:
    more = "launch_command = 'ssh -o \"UserKnownHostsFile $HOME/known\" skye.local ./math.sh `linkname`'\n"
    made = setup(DIRECT + more)
    assert 'ssh -o "UserKnownHostsFile $HOME/known" skye.local true' in prose(made).replace("-o BatchMode=yes ", "")


@pytest.mark.parametrize(
    "more",
    [
        pytest.param('ssh_options = ["-v", "-4"]', id="an option"),
        pytest.param('ssh_options = ["-vv4v"]', id="letters beside another"),
        pytest.param('ssh_options = ["-4", "-n", "-oLogLevel=DEBUG3"]', id="settings, and no input"),
        pytest.param('ssh = { LogLevel = "DEBUG" }\nssh_options = ["-4", "-tt"]', id="a setting, and a terminal"),
        pytest.param('verbose = true\nssh_options = ["-4", "-q"]', id="the key verbose"),
    ],
)
def test_what_is_for_the_launch_alone_stands_in_no_other_command(more: str) -> None:
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
        pytest.param("port = 2222", id="a port of its own"),
        pytest.param('ssh = { Port = "2222" }', id="a port among the settings"),
        pytest.param('ssh = { ProxyJump = "gate" }', id="a gate: perhaps another machine of that name"),
    ],
)
def test_each_account_gets_its_own_files(login: str) -> None:
    more = 'os = "macos"\nconnection = "tunnel"\nports = [{}, {}]\n'
    both = TWO.format(one="./math.sh", two="./math.sh", more=f"{login}\n{more.format(2001, 2002)}")
    made = setup(both.replace('"one"\n', f'"one"\n{more.format(2101, 2102)}').replace("macos", "linux", 1))
    assert all(problem.severity is None and "if another way" in problem.message for problem in made.problems)
    assert len(commands(made, "cat > rkconf-links.m")) == 2
    assert len(commands(made, "cat > math.sh")) == 2
    assert len([command for command in commands(made, "authorized_keys") if "far.example.org " in command]) == 2


def test_the_usual_port_of_ssh_makes_no_other_account() -> None:
    made = setup(TWO.format(one="math", two="math", more="port = 22"))
    assert len(commands(made, "cat > math.sh")) == 1


BOTH = TWO.format(one="/a/math", two="/b/math", more='[[parallel]]\nname = "more"\nhost = "n1"\nkernel = "/c/math"')


def test_what_is_done_on_another_machine_says_on_which() -> None:
    steps = setup(BOTH).files[0].text
    assert "The master kernel's machine is the one whose kernel starts 'more'" in steps
    machine = ""
    for line in steps.partition(". Firewalls")[0].splitlines():
        machine = line.strip("\n :") if line.startswith("   On ") and line.endswith(":") else machine
        if line.startswith("       ssh "):
            assert machine == ("On the master kernel's machine" if " n1 " in line else "On the Front End's machine")


def test_kernels_of_one_kind_need_no_word_about_machines() -> None:
    parallel = setup((KERNELS / "parallel.toml").read_text()).files[0].text
    assert "in a terminal on the master kernel's machine, in a copy of the folder" in " ".join(parallel.split())
    assert "   On the master kernel's machine:" not in parallel
    assert MASTER not in setup(DIRECT).files[0].text
