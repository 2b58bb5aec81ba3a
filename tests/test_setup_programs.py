"""Setups as the programs read them for which they are written: shells, ssh, ssh-keygen, nft."""

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from rkconf.provisioning import Setup
from rkconf.provisioning.files import script
from tests.setups import DIRECT, KERNELS, TUNNEL, Machine, commands, contents, setup
from tests.shell_rig import LOCAL, POSIX, REMOTE, UNIX, need

AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def run(*words: str | Path, folder: Path | None = None, status: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Run a program without input, and check that it exits with ``status``; None allows any status."""
    ended = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert status is None or (ended.returncode, ended.stderr) == (status, ""), words
    return ended


ARGUMENTS = [
    "-initfile",
    "my files/links.m",
    "*",
    "it's",
    "",
    'say "hi"',
    "$HOME",
    "a\\b",
    "31415@127.0.0.1,31416@127.0.0.1",
]


@pytest.mark.live
@pytest.mark.parametrize("shell", POSIX)
@pytest.mark.parametrize(
    "folder",
    [
        pytest.param("plain", id="a plain path"),
        pytest.param("A b", id="a space"),
        pytest.param("it's", id="an apostrophe"),
        pytest.param('$(touch x) "&;|> #!{a,b}[c]*?~=\\', id="all characters that are special to a shell"),
        pytest.param("é→", id="letters beyond ASCII"),
    ],
)
def test_a_script_starts_the_kernel_with_its_own_arguments(shell: str, folder: str, tmp_path: Path) -> None:
    need(shell)
    kernel = tmp_path / folder / "math"
    kernel.parent.mkdir()
    kernel.write_text("#!/bin/sh\nprintf '%s\\0' \"$@\"\n")
    kernel.chmod(0o755)
    (tmp_path / "math.sh").write_text(script(str(kernel)))
    ended = run(shell, "math.sh", *ARGUMENTS, folder=tmp_path)
    assert ended.stdout.split("\0")[:-1] == ARGUMENTS
    assert {path.name for path in tmp_path.iterdir()} == {folder, "math.sh"}


def test_a_script_has_two_lines() -> None:
    assert script("/A b/math") == "#!/bin/sh\nexec '/A b/math' \"$@\"\n"


@pytest.mark.live
@pytest.mark.parametrize("shell", [each.name for each in UNIX if each.name in POSIX and each.splits_variables])
def test_without_quotes_the_words_of_the_launch_command_would_be_split(shell: str, tmp_path: Path) -> None:
    need(shell)
    (tmp_path / "math.sh").write_text(script("printf").replace('"$@"', "$@"))
    ended = run(shell, "math.sh", r"%s\n", "my files/links.m", folder=tmp_path)
    assert ended.stdout.splitlines() == ["my", "files/links.m"]


@pytest.mark.live
@pytest.mark.parametrize("login_shell", REMOTE)
@pytest.mark.parametrize(
    ("kernel", "kernel_init"),
    [
        pytest.param("./math.sh", "rkconf-links.m", id="plain names"),
        pytest.param("my bin/math.sh", "my files/links.m", id="blanks and folders"),
        pytest.param('$(touch x)/it"s.sh', 'a;touch x "$HOME" \\ !b', id="names that a shell could take for its own"),
    ],
)
def test_what_is_to_be_typed_puts_the_files_in_their_places(
    kernel: str, kernel_init: str, login_shell: str, tmp_path: Path
) -> None:
    need(login_shell, *LOCAL)
    made = setup(TUNNEL.format(kernel=kernel, kernel_init=kernel_init) + 'os = "linux"\n')
    for shell in LOCAL:
        (tmp_path / shell).mkdir()
        machine = Machine(tmp_path / shell, made, login_shell)
        delivered = commands(made, "cat > ")
        assert len(delivered) == 2
        for command in delivered:
            machine.type(command, shell)
        assert (machine.home / kernel).read_text() == script("/usr/local/Wolfram/Mathematica/7.0/Executables/math")
        assert os.access(machine.home / kernel, os.X_OK)
        assert "CreateFrontEndLink" in (machine.home / kernel_init).read_text()
        assert not list(tmp_path.rglob("x"))


@pytest.mark.live
@pytest.mark.parametrize("login_shell", REMOTE)
def test_the_key_is_appended_whatever_is_there_already(login_shell: str, tmp_path: Path) -> None:
    need(login_shell)
    made = setup(DIRECT)
    machine = Machine(tmp_path, made, login_shell)
    (machine.here / ".ssh").mkdir()
    (machine.here / ".ssh" / "id_ed25519.pub").write_text("ssh-ed25519 NEW\n")
    [command] = commands(made, "authorized_keys")
    machine.type(command, "sh")
    keys = machine.home / ".ssh" / "authorized_keys"
    assert (keys.stat().st_mode & 0o777, keys.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    keys.write_text("ssh-rsa OLD, without an end of line")
    machine.type(command, "sh")
    assert keys.read_text().split("\n") == ["ssh-rsa OLD, without an end of line", "ssh-ed25519 NEW", ""]


@pytest.mark.live
def test_a_key_is_made_once_and_has_no_passphrase(tmp_path: Path) -> None:
    need("ssh-keygen")
    [make, *_], [show] = (commands(setup(DIRECT), part) for part in ("test -f", " -y "))

    def typed(command: str) -> str:
        # ssh-keygen gets the home directory from the system, not from the environment.
        return run("sh", "-c", command.replace("~/.ssh/", f"{tmp_path}/")).stdout

    typed(make)
    key = (tmp_path / "id_ed25519.pub").read_text()
    typed(make)
    assert (tmp_path / "id_ed25519.pub").read_text() == key
    assert key.startswith(typed(show).strip())
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "secret", "-f", tmp_path / "protected")
    assert run("sh", "-c", show.replace("~/.ssh/id_ed25519", f"{tmp_path}/protected"), status=None).returncode


def test_a_new_key_never_writes_over_an_old_one(tmp_path: Path) -> None:
    [away] = commands(setup(DIRECT), "mkdir ~/.ssh/id_ed25519.old")
    for name in ("id_ed25519", "id_ed25519.pub"):
        (tmp_path / name).write_text(name)

    def typed(status: int | None) -> int:
        return run("sh", "-c", away.replace("~/.ssh", shlex.quote(str(tmp_path))), status=status).returncode

    typed(status=0)
    assert sorted(path.name for path in (tmp_path / "id_ed25519.old").iterdir()) == ["id_ed25519", "id_ed25519.pub"]
    assert not (tmp_path / "id_ed25519").exists()
    (tmp_path / "id_ed25519").write_text("new")
    assert typed(status=None) != 0
    assert (tmp_path / "id_ed25519").read_text() == "new"
    assert (tmp_path / "id_ed25519.old" / "id_ed25519").read_text() == "id_ed25519"


@pytest.mark.live
def test_the_configuration_is_appended_as_ssh_accepts_it(tmp_path: Path) -> None:
    need("ssh")
    made = setup(DIRECT)
    [command] = commands(made, ".ssh/config")
    (tmp_path / "ssh_config").write_text(contents(made)["ssh_config"])
    config = tmp_path / "config"

    def typed() -> None:
        run("sh", "-c", f"umask 002; {command.replace('~/.ssh', str(tmp_path))}", folder=tmp_path)

    typed()
    assert config.stat().st_mode & 0o777 == 0o600, "ssh refuses a file that others may write"
    config.write_text("Host other\n    User last, without an end of line")
    typed()
    assert "without an end of line\nHost " in config.read_text()


def configured(made: Setup, host: str, folder: Path) -> dict[str, list[str]]:
    """Return what ssh itself makes of the stanzas."""
    need("ssh")
    (folder / "config").write_text(contents(made)["ssh_config"])
    found: dict[str, list[str]] = {}
    for line in run("ssh", "-T", "-G", "-F", folder / "config", host).stdout.splitlines():
        key, _, value = line.partition(" ")
        found.setdefault(key, []).append(value)
    return found


@pytest.mark.live
def test_ssh_reads_the_stanzas(tmp_path: Path) -> None:
    made = setup(TUNNEL.format(kernel="math", kernel_init="links.m") + "port = 2222\n")
    machine = configured(made, "far.example.org", tmp_path)
    assert [machine[key] for key in ("hostname", "user", "port")] == [["far.example.org"], ["me"], ["2222"]]
    assert [machine[key] for key in ("batchmode", "exitonforwardfailure")] == [["yes"], ["yes"]]
    assert "controlpath" not in machine or machine["controlpath"] == ["none"]
    assert "localforward" not in machine
    tunnel = configured(made, "far.example.org-31415", tmp_path)
    assert tunnel["hostname"] == ["far.example.org"]
    assert tunnel["remoteforward"] == [f"[127.0.0.1]:{port} [127.0.0.1]:{port}" for port in (31415, 31416)]
    assert tunnel["localforward"] == [f"[127.0.0.1]:{port} [127.0.0.1]:{port}" for port in range(31417, 31421)]


@pytest.mark.live
@pytest.mark.parametrize(
    ("more", "key", "value"),
    [
        pytest.param('ssh = { HostName = "10.0.0.9" }', "hostname", "10.0.0.9", id="another host name"),
        pytest.param(
            'ssh = { HostName = "%h.inner" }',
            "hostname",
            "far.example.org.inner",
            id="a host name made of the given one",
        ),
        pytest.param('ssh = { ProxyJump = "me@jump:2200,inner" }', "proxyjump", "me@jump:2200,inner", id="jump hosts"),
        pytest.param('ssh_options = ["-J", "jump"]', "proxyjump", "jump", id="a jump host as an option"),
        pytest.param('ssh = { ProxyCommand = "nc -x a:1 %h %p" }', "proxycommand", "nc -x a:1 %h %p", id="a proxy"),
        pytest.param(
            'ssh = { ProxyCommand = "nc %n %p", ProxyJump = "jump" }',
            "proxycommand",
            "nc far.example.org %p",
            id="the first counts, and gets the given name",
        ),
        pytest.param('ssh = { IdentityFile = "~/.ssh/own" }', "identityfile", "~/.ssh/own", id="a key"),
        pytest.param('ssh_options = ["-i", "/my keys/one"]', "identityfile", "/my keys/one", id="a key with a space"),
        pytest.param('ssh = { User = "carl", Port = "2201" }', "port", "2201", id="a port among the settings"),
    ],
)
def test_the_stanzas_reach_the_machine_as_the_launch_command_does(
    more: str, key: str, value: str, tmp_path: Path
) -> None:
    made = setup(TUNNEL.format(kernel="math", kernel_init="links.m") + more)
    for host in ("far.example.org", "far.example.org-31415"):
        assert configured(made, host, tmp_path)[key] == [value]


@pytest.mark.live
@pytest.mark.parametrize(
    "more",
    [
        pytest.param('ssh = { IdentityFile = "a\\"b" }', id="a quote in a path"),
        pytest.param('ssh = { HostName = "a b" }', id="a space in a name"),
        pytest.param('ssh = { ProxyJump = "a b" }', id="a jump host that is invalid"),
        pytest.param('ssh = { NoSuchOption = "yes" }', id="an option that ssh does not know"),
    ],
)
def test_a_value_that_ssh_refuses_does_not_break_its_whole_configuration(more: str, tmp_path: Path) -> None:
    made = setup(TUNNEL.format(kernel="math", kernel_init="links.m") + more)
    assert configured(made, "far.example.org", tmp_path)["hostname"] == ["far.example.org"]
    assert configured(made, "another.example.org", tmp_path)["hostname"] == ["another.example.org"]


@pytest.mark.live
@pytest.mark.parametrize("host", ["fe80::1%eth0", "::1", "UPPER_case.local", "10.0.0.1"])
def test_ssh_reaches_the_machine_that_the_specification_names(host: str, tmp_path: Path) -> None:
    made = setup(DIRECT.replace("skye.local", host))
    found = configured(made, host, tmp_path)
    assert (found["hostname"], found["batchmode"]) == ([host.lower()], ["yes"])


@pytest.mark.live
@pytest.mark.parametrize("recipe", ["fixed-ports", "direct"])
def test_nftables_accepts_its_commands(recipe: str, tmp_path: Path) -> None:
    need("nft")
    if not AS_ROOT:
        pytest.skip("nft reads rules for the administrator alone")
    lines = commands(setup((KERNELS / f"{recipe}.toml").read_text()), "sudo nft '")
    assert all(any(family in line for line in lines) for family in ("ip saddr", "ip6 saddr"))
    table = "table inet filter {\n chain input {\n  type filter hook input priority 0; policy drop;\n }\n}\n"
    rules = "".join(f"{shlex.split(line)[2]}\n" for line in lines)
    rules = rules.replace("ip saddr ADDRESS", "ip saddr 192.0.2.7").replace("ADDRESS", "2001:db8::7")
    (tmp_path / "rules").write_text(table + rules)
    run("nft", "-c", "-f", tmp_path / "rules")
    (tmp_path / "rules").write_text(table + rules.replace("dport", "dprot"))
    assert run("nft", "-c", "-f", tmp_path / "rules", status=None).returncode
