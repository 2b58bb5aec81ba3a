"""The report about a machine, with the real ssh, ssh-keygen and ssh-agent; every file is in a scratch home."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from rkconf import versions
from rkconf.doctor.machine import MachineReport, System, examine
from rkconf.doctor.machine.agent import AgentState, ask
from rkconf.doctor.machine.keys import Passphrase
from rkconf.doctor.machine.system import run
from rkconf.settings import Lookup
from tests.live.machines import require
from tests.ports import reserved
from tests.scratch_homes import DIRECT, FIXED_PORTS, RANDOM_PORTS, TUNNEL, found, init_file
from tests.waiting import listens, wait_until

pytestmark = pytest.mark.live

PROGRAMS = ("ssh", "ssh-keygen", "ssh-agent", "ssh-add")


@pytest.fixture(autouse=True)
def programs() -> None:
    absent = [name for name in PROGRAMS if not shutil.which(name)]
    require(f"{', '.join(absent)} not installed" if absent else "")


@pytest.fixture(autouse=True)
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the programs and the agent however busy the machine is."""
    monkeypatch.setattr("rkconf.doctor.machine.system.SECONDS", 3600)
    monkeypatch.setattr("rkconf.doctor.machine.agent.SECONDS", 3600)


def program(name: str) -> str:
    return shutil.which(name) or name


class Home:
    """A home directory whose configuration the real ssh reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".ssh").mkdir(mode=0o700)
        self.variables = {"PATH": os.environ["PATH"], "HOME": str(folder)}
        self.configure("")
        self.enter(DIRECT)

    def configure(self, text: str, mode: int = 0o600) -> Path:
        path = self.folder / ".ssh" / "config"
        path.write_text(text)
        path.chmod(mode)
        return path

    def enter(self, command: str, mlopen: str = RANDOM_PORTS) -> None:
        path = self.folder / ".Mathematica" / "FrontEnd" / "init.m"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(init_file(command, mlopen))

    def key(self, passphrase: str = "", *, name: str = "id_ed25519") -> Path:
        path = self.folder / ".ssh" / name
        words = [
            program("ssh-keygen"),
            "-q",
            "-t",
            "ed25519",
            "-N",
            passphrase,
            "-C",
            "a kernel's key",
            "-f",
            str(path),
        ]
        subprocess.run(words, check=True)
        return path

    def examined(self) -> MachineReport:
        options = ("-F", str(self.folder / ".ssh" / "config"))
        system = System("linux", self.folder, self.folder, self.variables, run, user=os.getuid(), ssh_options=options)
        return examine(system, Lookup({}), versions.known())


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    # The configuration names its keys by path: ssh itself expands a tilde to the home of the real account.
    made.configure(f"IdentityFile {tmp_path}/.ssh/id_ed25519\n")
    return made


@pytest.fixture
def agent(home: Home) -> Iterator[str]:
    """Return the socket of an agent that runs as long as the test."""
    path = str(home.folder / "agent")
    process = subprocess.Popen([program("ssh-agent"), "-D", "-a", path], stdout=subprocess.DEVNULL)
    wait_until(lambda: listens(path), process)
    yield path
    process.terminate()
    process.wait()


def test_a_home_with_a_key_has_no_problem(home: Home) -> None:
    home.key()
    machine = home.examined()
    assert (found(machine), machine.status) == ([], 0)
    assert [(key.passphrase, key.mode) for key in machine.keys] == [(Passphrase.NONE, 0o600)]
    assert machine.ssh.err.startswith("OpenSSH_")


def test_a_key_with_a_passphrase_needs_an_agent_that_holds_it(home: Home, agent: str) -> None:
    key = home.key("secret")
    assert found(home.examined()) == ["key-has-passphrase"]
    home.variables["SSH_AUTH_SOCK"] = agent
    assert found(home.examined()) == ["key-has-passphrase"]
    subprocess.run(
        [program("ssh-keygen"), "-q", "-p", "-P", "secret", "-N", "", "-f", key], check=True, stdout=subprocess.DEVNULL
    )
    subprocess.run([program("ssh-add"), "-q", key], env=home.variables, check=True)
    subprocess.run(
        [program("ssh-keygen"), "-q", "-p", "-P", "", "-N", "secret", "-f", key], check=True, stdout=subprocess.DEVNULL
    )
    machine = home.examined()
    assert found(machine) == []
    assert [(each.kind, each.comment) for each in machine.agent.keys] == [("ssh-ed25519", "a kernel's key")]
    home.configure(f"IdentitiesOnly yes\nIdentityFile {key}\n")
    assert found(home.examined()) == []
    home.key("other", name="other")
    home.configure(f"IdentitiesOnly yes\nIdentityFile {key}er\nIdentityFile {home.folder}/.ssh/other\n")
    assert found(home.examined()) == ["key-has-passphrase", "identity-missing"]


def test_an_agent_is_locked_or_gone(home: Home, agent: str) -> None:
    assert ask(agent).state is AgentState.ANSWERS
    assert ask(f"{agent}x").state is AgentState.UNREACHABLE
    assert ask(str(home.folder / ".ssh" / "config")).state is AgentState.UNREACHABLE


def test_a_program_that_is_not_an_agent_is_recognized(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        child = os.fork()
        if not child:
            with server.accept()[0] as connection:
                connection.sendall(b"SSH-2.0-x\r\n")
            os._exit(0)
        assert ask(str(tmp_path / "s")).state is AgentState.UNREACHABLE
        os.waitpid(child, 0)


def test_ssh_refuses_the_key_that_is_reported_as_too_open(home: Home) -> None:
    key = home.key()
    for mode in (0o600, 0o640, 0o604, 0o400, 0o620, 0o700):
        key.chmod(mode)
        refused = subprocess.run(
            [program("ssh-keygen"), "-y", "-P", "", "-f", key], capture_output=True, check=False
        ).returncode
        assert (found(home.examined()) == ["key-permissions"]) == (refused != 0), oct(mode)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("RemoteCommand tmux", "config-one-command"),
        ("SessionType none", "config-no-command"),
        ("ForkAfterAuthentication yes", "config-in-background"),
        ("ClearAllForwardings yes", "config-no-forwards"),
        ("RequestTTY force", "config-terminal"),
        ("ControlPath ~/.ssh/%C\n ControlMaster auto", "forwards-swallowed"),
        ("LocalForward 31415 localhost:80", "config-forward-collides"),
        ("LocalForward 127.0.0.1:8080 localhost:80", "config-forwards-repeated"),
        ("DynamicForward 1080", "config-forwards-repeated"),
        ("RemoteForward 31415 localhost:80", "config-forward-collides"),
        ("RemoteForward 9000 localhost:90", "config-forwards-repeated"),
        ("Portt 22", "ssh-config-invalid"),
        ("Port many", "ssh-config-invalid"),
        ("Match exec", "login-unknown"),
    ],
)
def test_the_real_ssh_prints_what_the_report_judges(home: Home, line: str, expected: str) -> None:
    home.enter(TUNNEL, FIXED_PORTS)
    key = home.key()
    home.configure(f"# kernels\nHost skye*\n {line}\nHost *\n IdentityFile {key}\n")
    machine = home.examined()
    assert found(machine) == [expected]
    assert ".ssh/config:3" in f"{machine.remarks[0].evidence} {machine.remarks[0].message}"


def test_a_setting_of_another_host_does_not_matter(home: Home) -> None:
    key = home.key()
    home.configure(f"Host other\n RemoteCommand tmux\nHost *\n IdentityFile {key}\n")
    assert found(home.examined()) == []


def test_an_option_of_the_command_wins_over_the_configuration(home: Home) -> None:
    key = home.key()
    home.enter(TUNNEL.replace("ssh ", "ssh -S none -o RemoteCommand=none ", 1), FIXED_PORTS)
    home.configure(f"ControlMaster auto\nControlPath ~/.ssh/%C\nRemoteCommand tmux\nIdentityFile {key}\n")
    assert found(home.examined()) == []


def test_no_program_of_the_configuration_is_started(home: Home) -> None:
    mark = home.folder / "started"
    home.configure(
        f'Match exec "touch {mark}"\n Port 23\nProxyCommand touch {mark}\nKnownHostsCommand /bin/touch {mark}\n'
    )
    assert "login-unknown" in found(home.examined())
    home.configure(f"ProxyCommand touch {mark}\nLocalCommand touch {mark}\nPermitLocalCommand yes\n")
    home.examined()
    assert not mark.exists()


def test_libraries_that_break_ssh_are_named(home: Home) -> None:
    key = home.key()
    libraries = home.folder / "Libraries"
    libraries.mkdir()
    ssh = program("ssh")
    listed = subprocess.run([program("ldd"), ssh], capture_output=True, text=True, check=True).stdout
    crypto = next(word for word in listed.split() if word.startswith("libcrypto"))
    (libraries / crypto).write_bytes(b"")
    home.variables["LD_LIBRARY_PATH"] = str(libraries)
    machine = home.examined()
    assert found(machine) == ["library-path"]
    assert [each.path for each in machine.keys if each.passphrase is Passphrase.NONE] == [str(key)]


def test_a_port_that_is_taken_is_found(home: Home) -> None:
    home.key()
    with reserved() as server:
        port = str(server.getsockname()[1])
        home.enter(TUNNEL.replace("31415", port), FIXED_PORTS.replace("31415", port))
        assert "port-taken" not in found(home.examined())
        server.listen()
        assert "port-taken" in found(home.examined())


DRY_RUN = """
import sys
from argparse import Namespace
started = []
sys.addaudithook(lambda event, _: started.append(event) if event in {"subprocess.Popen", "os.fork", "os.posix_spawn",
    "os.system", "os.exec", "socket.connect", "socket.bind"} else None)
from rkconf.cli.machine_report import run
options = dict(version=None, kernel_version=None, local_shell=None, environment=None, output=None, color="never")
run(Namespace(**options, format="text", dry_run=True))
print("started", started)
"""


def test_a_dry_run_starts_no_process_and_connects_to_nothing(home: Home) -> None:
    home.key()
    variables = {**home.variables, "SSH_AUTH_SOCK": "/nowhere"}
    done = subprocess.run([sys.executable, "-c", DRY_RUN], env=variables, capture_output=True, text=True, check=True)
    assert "ssh -o CanonicalizeHostname=no -G" in done.stdout
    assert done.stdout.endswith("started []\n")
