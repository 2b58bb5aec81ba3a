"""Logins that fail, each with the one cause that doctor must name, and logins that work."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.live.doctor.arrangements import (
    Arrange,
    accepted,
    all_of,
    closed_account,
    closing_server,
    configured,
    damaged_key,
    encrypted_key,
    firewall,
    gate,
    http_server,
    key,
    known,
    many_keys,
    no_route,
    old_encrypted_key,
    password,
    second_login,
    serve,
    server,
    shell,
    shell_without_interpreter,
    silent_server,
    startup,
    without_key,
    without_programs,
    wrong_libraries,
)
from tests.live.doctor.environments import Environment, examined, rows
from tests.live.doctor.kernels import install
from tests.live.doctor.links import program
from tests.live.doctor.rig import ARGUMENTS, Rig

WITHOUT_FURTHER_LINKS = ("--version", "5.2")
STEPS = ("environment", "name", "reach", "host-key", "login", "shell")
KERNEL = f"/mnt/bin/math {ARGUMENTS}"
JAVA = ("--launch", f"java -jar /mnt/mathssh fred@skye.local {KERNEL}")
JAVA_THERE = program("/mnt/bin/java", "exit 0")
GATES = ("--launch", f"ssh gate.local ssh skye.local {KERNEL}")
BARE = {"PATH": "/mnt/bin"}
LIBRARIES = {"LD_LIBRARY_PATH": "/mnt/libraries"}
AGENT = {"SSH_AUTH_SOCK": "/run/agent"}
VIA = "Host skye.local\n  ProxyJump gate.local\n"


def kernel(rig: Rig) -> None:
    install(rig, "works")


def launch(words: str) -> tuple[str, str]:
    return ("--launch", f"{words} {KERNEL}")


def proxy(command: str) -> str:
    return f"Host skye.local\n  ProxyCommand {command}\n"


def broken(
    name: str,
    cause: str,
    *parts: Arrange,
    arguments: tuple[str, ...] = launch("ssh skye.local"),
    variables: Mapping[str, str] = MappingProxyType({}),
    timeout: float = 10,
) -> Environment:
    return Environment(name, cause, all_of(*parts), arguments, variables, timeout)


@rows(
    broken("ssh is not installed", "ssh-missing", without_programs, variables=BARE),
    broken(
        "the chosen local shell is not installed",
        "shell-missing",
        variables=BARE,
        arguments=(*launch("ssh skye.local"), "--local-shell", "zsh"),
    ),
    broken("java is not installed", "java-missing", without_programs, arguments=JAVA, variables=BARE),
    broken(
        "the ssh client of the Front End is missing",
        "mathssh-missing",
        program("/mnt/bin/java", "exit 0"),
        arguments=JAVA,
    ),
    broken(
        "the library path has another version of a library of ssh",
        "library-path",
        serve,
        wrong_libraries,
        variables=LIBRARIES,
    ),
    broken("the host has no address", "name-unknown", arguments=launch("ssh nowhere.local")),
    broken(
        "an alias has a host name without address",
        "name-unknown",
        configured("Host skye.local\nHostName nowhere.local\n"),
    ),
    broken("plink is not installed", "ssh-missing", serve, arguments=launch("plink -batch skye.local")),
    broken("no ssh server runs", "connection-refused"),
    broken(
        "a wrong port in the configuration", "connection-refused", serve, configured("Host skye.local\nPort 2222\n")
    ),
    broken(
        "a firewall drops the connection", "connection-timed-out", serve, firewall("there", "input", "drop"), timeout=1
    ),
    broken(
        "a firewall on the way rejects the connection",
        "connection-refused",
        serve,
        firewall("router", "forward", "reject"),
    ),
    broken(
        "a firewall on the way reports an unreachable host",
        "network-unreachable",
        serve,
        firewall("router", "forward", "reject with icmpx host-unreachable"),
    ),
    broken("there is no route", "network-unreachable", serve, no_route),
    broken("a web server is at the port of ssh", "not-an-ssh-server", http_server, timeout=1),
    broken("a server sends nothing", "not-an-ssh-server", silent_server, timeout=1),
    broken("a server closes every connection", "not-an-ssh-server", closing_server),
    broken("the jump host has no ssh server", "jump-host-failed", serve, configured(VIA)),
    broken(
        "a firewall drops the connection to the jump host",
        "jump-host-failed",
        serve,
        gate(),
        firewall("gate", "input", "drop"),
        configured(VIA),
        timeout=1,
    ),
    broken(
        "the key of the jump host is unknown",
        "jump-host-failed",
        serve,
        gate(),
        configured(VIA),
        known("skye.local KEY"),
    ),
    broken("the jump host refuses the account", "jump-host-failed", serve, gate("DenyUsers fred"), configured(VIA)),
    broken("the jump host forwards nothing", "jump-host-failed", serve, gate("AllowTcpForwarding no"), configured(VIA)),
    broken(
        "a jump host in the launch command does not exist",
        "jump-host-failed",
        serve,
        arguments=launch("ssh -J nowhere.local skye.local"),
    ),
    broken(
        "no ssh server runs after the jump host",
        "connection-refused",
        gate(),
        arguments=launch("ssh -J gate.local skye.local"),
    ),
    broken(
        "the jump host does not know the host",
        "name-unknown",
        gate(),
        arguments=launch("ssh -J gate.local nowhere.local"),
    ),
    broken(
        "the proxy command fails", "proxy-command-failed", serve, configured(proxy("sh -c 'echo no way >&2; exit 3'"))
    ),
    broken("the proxy command does not exist", "proxy-command-failed", serve, configured(proxy("no-such-program %h"))),
    broken("the host key is unknown", "host-key-unknown", serve, known()),
    broken("the host key has changed", "host-key-changed", serve, known("skye.local OTHER")),
    broken("the host key is revoked", "host-key-changed", serve, known("@revoked skye.local KEY")),
    broken(
        "the host key is unknown after a jump host",
        "host-key-unknown",
        serve,
        gate(),
        configured(VIA),
        known("gate.local KEY"),
    ),
)
def test_the_cause_before_the_login(rig: Rig, environment: Environment) -> None:
    assert examined(rig, environment).cause == environment.cause


@rows(
    broken("there is no key", "key-missing", serve, without_key),
    broken("the key is damaged", "key-missing", serve, damaged_key),
    broken(
        "the configuration names a key that does not exist",
        "key-missing",
        serve,
        configured("Host *\n  IdentitiesOnly yes\n  IdentityFile ~/.ssh/none\n"),
    ),
    broken("the server knows another key", "key-refused", serve, key("other_key")),
    broken("the user does not exist", "key-refused", serve, arguments=launch("ssh nobody-here@skye.local")),
    broken("the rules of the server refuse the account after the key", "account-refused", closed_account),
    broken("the server does not allow the user", "key-refused", server("AllowUsers somebody")),
    broken("the login shell of the account does not exist", "key-refused", shell("/bin/missing"), serve),
    broken("the key has a passphrase, and no agent has it", "key-has-passphrase", serve, encrypted_key),
    broken("a key in the old format has a passphrase", "key-has-passphrase", serve, old_encrypted_key),
    broken("others may read the key", "key-permissions", serve, key("key", 0o644)),
    broken(
        "the right key is the fourth, and the server allows two", "too-many-keys", server("MaxAuthTries 2"), many_keys
    ),
    broken(
        "the server accepts a password only",
        "password-wanted",
        server("PubkeyAuthentication no\nPasswordAuthentication yes"),
    ),
    broken(
        "a program of the launch command gives a wrong password",
        "password-wanted",
        password,
        server("PubkeyAuthentication no\nPasswordAuthentication yes"),
        arguments=launch("sshpass -p wrong ssh skye.local"),
    ),
    broken(
        "the server asks for a code on the keyboard",
        "password-wanted",
        server("PubkeyAuthentication no\nPasswordAuthentication yes\nKbdInteractiveAuthentication yes"),
    ),
    broken(
        "the server wants a password after the key",
        "password-wanted",
        server("AuthenticationMethods publickey,password\nPasswordAuthentication yes"),
    ),
    broken(
        "an old server has old ways of key exchange only",
        "algorithm-mismatch",
        server("KexAlgorithms diffie-hellman-group1-sha1"),
    ),
    broken("an old server has old ciphers only", "algorithm-mismatch", server("Ciphers aes128-cbc")),
    broken(
        "an old server has old message codes only", "algorithm-mismatch", server("Ciphers aes128-ctr\nMACs hmac-md5")
    ),
    broken(
        "the user allows host keys of another kind only",
        "algorithm-mismatch",
        serve,
        configured("Host *\nHostKeyAlgorithms rsa-sha2-512\n"),
    ),
    broken(
        "the second machine does not know the key of the first",
        "key-refused",
        serve,
        gate(),
        second_login("other_key"),
        arguments=GATES,
    ),
    broken(
        "the first machine has no key for the second", "key-missing", serve, gate(), second_login(None), arguments=GATES
    ),
    broken(
        "the first machine does not know the host key of the second",
        "host-key-unknown",
        serve,
        gate(),
        second_login(known=None),
        arguments=GATES,
    ),
    broken("no ssh server runs on the second machine", "connection-refused", gate(), second_login(), arguments=GATES),
)
def test_the_cause_of_a_refused_login(rig: Rig, environment: Environment) -> None:
    assert examined(rig, environment).cause == environment.cause


@rows(
    broken("the login shell is nologin", "account-refused", shell("/usr/sbin/nologin"), serve),
    broken("the login shell runs nothing", "shell-exits", shell("/bin/false"), serve),
    broken("the interpreter of the login shell does not exist", "shell-missing", shell_without_interpreter, serve),
    broken("a startup file exits", "shell-exits", startup("exit 0\n"), serve),
    broken("a startup file exits with an error", "shell-exits", startup("echo closed\nexit 1\n"), serve),
    broken("a startup file of zsh exits", "shell-exits", shell("/usr/bin/zsh"), startup("exit\n", ".zshenv"), serve),
    broken("a startup file starts another shell", "shell-exits", startup("exec /usr/bin/zsh\n"), serve),
    broken("a startup file waits", "shell-waits", startup("sleep 7\n"), serve, timeout=3),
    broken("the key has a forced command", "forced-command", accepted("key", 'command="echo backup"'), serve),
    broken("the server has a forced command", "forced-command", server("ForceCommand echo hello")),
    broken("the server allows sftp only", "forced-command", server("ForceCommand internal-sftp")),
    broken(
        "the login shell of the second machine exits",
        "shell-exits",
        startup("exit 0\n"),
        serve,
        gate(),
        second_login(),
        arguments=GATES,
    ),
    broken(
        "tcsh reads an assignment as a program",
        "RK310",
        shell("/usr/bin/tcsh"),
        serve,
        arguments=("--launch", f"ssh skye.local 'A=1 {KERNEL}'"),
    ),
)
def test_the_cause_in_the_login_shell(rig: Rig, environment: Environment) -> None:
    assert examined(rig, environment).cause == environment.cause
