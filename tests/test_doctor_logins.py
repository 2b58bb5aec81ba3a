"""How doctor reads ssh: its log, its settings, the answer of a login shell, and the first line of a server."""

import asyncio
import re
import shlex
import string
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from rkconf.doctor.causes import known_causes
from rkconf.doctor.model import StepName
from rkconf.doctor.processes import Ended
from rkconf.doctor.ssh.banner import ServerAnswer, call
from rkconf.doctor.ssh.configuration import read_configuration
from rkconf.doctor.ssh.log import LineRole, Log, known_lines
from rkconf.doctor.ssh.master import opening, over, through
from rkconf.doctor.ssh.names import jump_names, names
from rkconf.doctor.ssh.shell import PROBE, ShellAnswer, known_texts
from tests.launches import connection

OFFERED = "debug1: Offering public key: /home/ada/.ssh/id_ed25519 ED25519 SHA256:aaaa explicit"
ACCEPTED = "debug1: Server accepts key: /home/ada/.ssh/id_ed25519 ED25519 SHA256:aaaa explicit"
DENIED = "ada@skye.local: Permission denied (publickey,password)."
JUMPED = 'Authenticated to gate.local ([198.18.3.1]:22) using "publickey".'
CHANGED = "@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @"
UNVERIFIED = "Host key verification failed."
SERVER_KEY = "debug1: Server host key: ssh-ed25519 SHA256:bbbb"
NEGOTIATION = "Unable to negotiate with 198.18.2.1 port 22: no matching"


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        pytest.param(
            ["ssh: Could not resolve hostname h: Name or service not known"], "name-unknown", id="a name, Linux"
        ),
        pytest.param(
            ["ssh: Could not resolve hostname h: nodename nor servname provided, or not known"],
            "name-unknown",
            id="a name, macOS",
        ),
        pytest.param(["ssh: connect to host h port 22: Connection refused"], "connection-refused", id="refused"),
        pytest.param(
            ["ssh: connect to host h port 22: Operation timed out"], "connection-timed-out", id="no answer, macOS"
        ),
        pytest.param(
            ["ssh: connect to host h port 22: Connection timed out"], "connection-timed-out", id="no answer, Linux"
        ),
        pytest.param(["ssh: connect to host fe80::1 port 22: No route to host"], "network-unreachable", id="no route"),
        pytest.param(
            ["Connection timed out during banner exchange"], "not-an-ssh-server", id="a server that sends nothing"
        ),
        pytest.param(
            ["/home/a b/.ssh/config: line 3: Bad configuration option: x"], "ssh-config-invalid", id="a keyword"
        ),
        pytest.param(["/etc/ssh/ssh_config line 3: missing argument."], "ssh-config-invalid", id="a missing value"),
        pytest.param(
            ["Bad owner or permissions on /home/ada/.ssh/config"],
            "ssh-config-invalid",
            id="permissions of the configuration",
        ),
        pytest.param([SERVER_KEY, UNVERIFIED], "host-key-unknown", id="an unknown host key"),
        pytest.param([SERVER_KEY, CHANGED, UNVERIFIED], "host-key-changed", id="a changed host key"),
        pytest.param([CHANGED, OFFERED, DENIED], "key-refused", id="a changed host key that the user allows"),
        pytest.param(
            [f"{NEGOTIATION} host key type found. Their offer: ssh-rsa,ssh-dss"],
            "algorithm-mismatch",
            id="old host keys",
        ),
        pytest.param([f"{NEGOTIATION} MAC found. Their offer: hmac-md5"], "algorithm-mismatch", id="old message codes"),
        pytest.param(
            ["debug1: send_pubkey_test: no mutual signature algorithm", DENIED],
            "algorithm-mismatch",
            id="old signatures",
        ),
        pytest.param([DENIED], "key-missing", id="no key"),
        pytest.param([OFFERED, DENIED], "key-refused", id="an unknown key"),
        pytest.param([OFFERED, ACCEPTED, DENIED], "key-has-passphrase", id="an accepted key without its passphrase"),
        pytest.param(
            [OFFERED, ACCEPTED, "Permissions 0644 for '/k' are too open.", DENIED],
            "key-permissions",
            id="an accepted key that others may read",
        ),
        pytest.param(
            [OFFERED, "ada@h: Permission denied (password,keyboard-interactive)."],
            "password-wanted",
            id="no key allowed",
        ),
        pytest.param(["Permission denied (keyboard-interactive)."], "password-wanted", id="an old client"),
        pytest.param(
            ["Received disconnect from 198.18.2.1 port 22:2: Too many authentication failures"],
            "too-many-keys",
            id="too many keys",
        ),
        pytest.param(
            [OFFERED, ACCEPTED, "Connection closed by 198.18.2.1 port 22"],
            "account-refused",
            id="closed after the key was accepted",
        ),
        pytest.param(["Connection closed by 198.18.2.1 port 22"], "not-an-ssh-server", id="closed at once"),
        pytest.param([OFFERED, ACCEPTED, JUMPED, DENIED], "key-missing", id="the keys for a jump host explain nothing"),
        pytest.param(
            [JUMPED, "channel 0: open failed: connect failed: Connection refused"],
            "connection-refused",
            id="refused after a jump host",
        ),
        pytest.param(
            [JUMPED, "channel 0: open failed: administratively prohibited: open failed"],
            "jump-host-failed",
            id="a jump host without forwards",
        ),
    ],
)
def test_the_log_gives_the_cause(lines: list[str], cause: str) -> None:
    explanation = Log("\n".join(["OpenSSH_9.2p1, OpenSSL 3.0.19", *lines, ""])).explanation()
    assert explanation is not None
    assert explanation.reason.kind.cause == cause
    assert explanation.end.message.removesuffix(".") in explanation.evidence


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(f"{OFFERED}\n{ACCEPTED}\n{JUMPED}\n", id="a login that works"),
        pytest.param("debug1: kex_exchange_identification: banner line 0: <html>\n", id="lines of another server"),
        pytest.param("\x00\xff\r\r\n: line :\n", id="bytes of no text"),
    ],
)
def test_a_log_without_an_end_explains_nothing(text: str) -> None:
    assert Log(text).explanation() is None


def test_only_a_file_of_this_machine_explains_an_encrypted_key(tmp_path: Path) -> None:
    key = tmp_path / "id_rsa"
    log = f"debug1: Trying private key: {key}\n{DENIED}\n"
    causes = [Log(log).explanation()]
    key.touch()
    causes += [Log(log).explanation(), Log(log, is_local=False).explanation()]
    assert [each and each.reason.kind.cause for each in causes] == ["key-missing", "key-has-passphrase", "key-missing"]


def test_a_hint_explains_refusals() -> None:
    refusals = {name for name, line in known_lines().items() if line.role is LineRole.REFUSAL}
    for line in known_lines().values():
        assert (line.role is LineRole.HINT) == bool(line.explains)
        assert refusals.issuperset(line.explains)


NAMES = [
    pytest.param(names(connection("ssh -p 2222 ada@skye.local math")), id="a login"),
    pytest.param(jump_names("ada@gate.local:2222"), id="a jump host"),
]


@pytest.mark.parametrize("values", NAMES)
@pytest.mark.parametrize("name", [name for name, line in known_lines().items() if line.cause])
def test_each_line_of_a_log_has_the_names_of_its_cause(name: str, values: dict[str, str]) -> None:
    line = known_lines()[name]
    given = {**values, **line.values, **dict.fromkeys(re.compile(line.pattern).groupindex, "x")}
    cause = known_causes()[StepName(line.step)][line.cause].found("", **given)
    assert "{" not in f"{cause.message}{cause.advice}{cause.command}"


@pytest.mark.parametrize("name", [name for name, text in known_texts().items() if text.cause])
def test_each_text_of_a_shell_has_the_names_of_its_cause(name: str) -> None:
    text = known_texts()[name]
    wanted = known_causes()[StepName(text.step)][text.cause]
    fields = {
        field
        for each in (wanted.message, wanted.advice, wanted.command)
        for _, field, *_ in string.Formatter().parse(each)
    }
    assert fields - {None} <= {*names(connection("ssh h math")), "shell"}


@pytest.mark.parametrize(
    ("launch", "login", "copy"),
    [
        pytest.param("ssh skye.local math", "ssh skye.local", "skye.local", id="a host"),
        pytest.param("ssh -x -R 1:h:1 -f skye math", "ssh skye", "skye", id="options that the login does not need"),
        pytest.param("ssh -p 2222 ada@skye math", "ssh -p 2222 ada@skye", "-p 2222 ada@skye", id="a port and a user"),
        pytest.param("ssh -i /k skye math", "ssh -i /k skye", "-i /k skye", id="a key"),
        pytest.param("ssh -l ada -J gate skye math", "ssh -l ada -J gate skye", "ada@skye", id="a jump host"),
        pytest.param("ssh ssh://ada@skye:24 math", "ssh ssh://ada@skye:24", "-p 24 ada@skye", id="a URI"),
    ],
)
def test_the_next_command_reaches_the_same_account(launch: str, login: str, copy: str) -> None:
    found = names(connection(launch))
    assert (found["login"], found["copy"]) == (login, copy)


@pytest.mark.parametrize(
    ("jump", "destination", "copy"),
    [
        pytest.param("gate", "gate", "gate", id="a host"),
        pytest.param("ada@gate", "ada@gate", "ada@gate", id="a user"),
        pytest.param("ada@gate:24", "ssh://ada@gate:24", "-p 24 ada@gate", id="a port"),
    ],
)
def test_the_next_command_for_a_jump_host(jump: str, destination: str, copy: str) -> None:
    found = jump_names(jump)
    assert (found["destination"], found["copy"]) == (destination, copy)


# Probes.


def test_a_probe_asks_nothing_and_forwards_nothing() -> None:
    launch = connection("ssh -f -t -R 1:h:1 -p 24 -o BatchMode=no -o RemoteCommand=x -S /s -A skye math -mathlink")
    words = opening(launch)
    assert words[0] == "ssh"
    assert words.index("BatchMode=yes") < words.index("BatchMode=no")
    assert {"ClearAllForwardings=yes", "RequestTTY=no", "ControlPersist=no", "24"} <= {*words}
    assert not {"-f", "-t", "-R", "/s", "math", "-mathlink"} & {*words}
    assert words[-1] == "skye"


def test_a_program_that_answers_gets_its_prompts() -> None:
    words = opening(connection("ssh skye math"), ("sshpass", "-e"))
    assert words[:3] == ("sshpass", "-e", "ssh")
    assert words.index("BatchMode=no") < words.index("BatchMode=yes")


def test_autossh_is_probed_with_ssh() -> None:
    assert opening(connection("autossh -M 0 skye math"))[0] == "ssh"


def test_a_further_machine_is_reached_from_the_one_before_it() -> None:
    way = tuple(connection(f"ssh -p {port} {host} math") for port, host in ((1, "gate"), (2, "middle"), (3, "skye")))
    words = over(way[0], "socket", through(way, PROBE))
    assert words[-2] == "gate"
    inner = shlex.split(words[-1])
    assert (inner[0], inner[-2]) == ("ssh", "middle")
    innermost = shlex.split(inner[-1])
    assert (innermost[-2], innermost[-1]) == ("skye", PROBE)


def test_the_settings_that_ssh_reports() -> None:
    proxies = "proxyjump gate,b@middle:24\nproxycommand x\n"
    text = f"user ada\nhostname skye.example\nport 2222\n{proxies}stdinnull yes\nstdinnull no\n"
    found = read_configuration(text)
    assert (found.user, found.host, found.port) == ("ada", "skye.example", 2222)
    assert (found.jumps, found.proxy_command, found.is_direct) == (("gate", "b@middle:24"), None, False)
    assert found.corrections == ("-o", "stdinnull=no")


@pytest.mark.parametrize(
    "text",
    [pytest.param("proxyjump none\nproxycommand none\ncontrolpath none\n", id="none"), pytest.param("", id="nothing")],
)
def test_settings_without_a_proxy_are_direct(text: str) -> None:
    found = read_configuration(text)
    assert (found.is_direct, found.control_socket, found.corrections, found.port) == (True, None, (), 22)


# Login shells.


@pytest.mark.parametrize(
    ("output", "shell", "printed"),
    [
        pytest.param("rkconf-begin\nrkconf-/usr/bin/bash\nrkconf-bash\n", "bash", "", id="Linux"),
        pytest.param("rkconf-begin\nrkconf-\nrkconf--zsh\n", "zsh", "", id="macOS, a login shell"),
        pytest.param("rkconf-begin\nrkconf-/usr/bin/dash\nrkconf-sh\n", "dash", "", id="a link to another shell"),
        pytest.param("Hello\nrkconf-begin\nrkconf-\nrkconf-/bin/tcsh\n", "tcsh", "Hello", id="a text before it"),
        pytest.param("rkconf-begin\nrkconf-/usr/bin/nu\nrkconf-nu\n", None, "", id="a shell that rkconf does not know"),
        pytest.param("rkconf-begin\nrkconf-\nrkconf-\n", None, "", id="a machine that shows nothing"),
    ],
)
def test_the_login_shell_is_found(output: str, shell: str | None, printed: str) -> None:
    answer = ShellAnswer(Ended(0, output, "", 0.0))
    assert (answer.runs_commands, answer.shell, answer.printed) == (True, shell, printed)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        pytest.param("This account is currently not available.", "account-refused", id="nologin"),
        pytest.param("This service allows sftp connections only.", "forced-command", id="sftp"),
        pytest.param(
            'Please login as the user "ubuntu" rather than the user "root".', "forced-command", id="a cloud image"
        ),
        pytest.param("fatal: unrecognized command 'sh -c ...'", "forced-command", id="git"),
        pytest.param("/opt/shell: No such file or directory", "shell-missing", id="a missing interpreter"),
        pytest.param("'sh' is not recognized as an internal or external command,", "", id="Windows"),
    ],
)
def test_a_known_text_explains_that_no_command_ran(text: str, cause: str) -> None:
    explanation = ShellAnswer(Ended(1, f"{text}\n", "", 0.0)).explanation
    assert explanation is not None
    assert explanation[0].cause == cause


def test_an_echo_of_the_probe_is_not_an_answer() -> None:
    assert not ShellAnswer(Ended(0, f"{PROBE}\n", "", 0.0)).runs_commands


# Servers.

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def answering(text: bytes) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        if not text.startswith(b"-"):
            await reader.read()
        writer.close()

    return serve


async def called(serve: Serve) -> ServerAnswer:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        return await call("127.0.0.1", server.sockets[0].getsockname()[1], 0.5)


@pytest.mark.parametrize(
    ("text", "cause", "evidence"),
    [
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n", None, "SSH-2.0-OpenSSH_9.2", id="an ssh server"),
        pytest.param(b"Welcome\r\nSSH-2.0-x\r\n", None, "SSH-2.0-x", id="lines before the version"),
        pytest.param(b"", "not-an-ssh-server", "no version", id="nothing"),
        pytest.param(b"-ERR\r\n", "not-an-ssh-server", "-ERR", id="another service"),
        pytest.param(b"\xff" * (1 << 17), "not-an-ssh-server", "", id="a line without end"),
    ],
)
def test_the_first_line_of_a_server(text: bytes, cause: str | None, evidence: str) -> None:
    answer = asyncio.run(called(answering(text)))
    assert answer.cause == cause
    assert evidence in answer.evidence


def test_a_port_where_nothing_listens() -> None:
    async def tried() -> ServerAnswer:
        server = await asyncio.start_server(answering(b""), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return await call("127.0.0.1", port, 5)

    assert asyncio.run(tried()).cause == "connection-refused"
