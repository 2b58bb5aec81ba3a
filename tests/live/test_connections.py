"""The trace reads ssh's options as OpenSSH's client does (``ssh -G`` prints them and connects nowhere)."""

import shutil
import subprocess
from collections.abc import Iterator

import pytest

from rkconf import versions
from rkconf.command import Connection, Launch, LaunchKind, Target, journeys
from rkconf.link.name import HIGHEST
from rkconf.source import Source
from rkconf.ssh.settings import written

pytestmark = pytest.mark.live

SSH = shutil.which("ssh") or ""
COMMANDS = [
    pytest.param("h x", id="a host"),
    pytest.param("user@h x", id="a user"),
    pytest.param("-l user h x", id="a user by option"),
    pytest.param("-l one two@h x", id="two users, the option first"),
    pytest.param("two@h -l one x", id="two users, the option behind"),
    pytest.param("-o User=one two@h x", id="two users, one of them a setting"),
    pytest.param("-p 1 ssh://h:2 x", id="two ports, the option first"),
    pytest.param("ssh://h:2 -p 1 x", id="two ports, the option behind"),
    pytest.param("-p 2222 h x", id="a port"),
    pytest.param("-p2222 h x", id="a port glued"),
    pytest.param("-4xvp2222 h x", id="a cluster"),
    pytest.param("h -p 2222 x", id="an option after the host"),
    pytest.param("h -p 2222 -l user -- x -p 1", id="two dashes after the host"),
    pytest.param("-- h -p 2222 x", id="two dashes before the host"),
    pytest.param("h x -p 2222", id="an option of the remote command"),
    pytest.param("-p 1 -p 2 h x", id="a port twice"),
    pytest.param("-o Port=2222 h x", id="a setting"),
    pytest.param("-oport=2222 h x", id="a setting glued, in small letters"),
    pytest.param("-o 'Port 2222' h x", id="a setting with a blank"),
    pytest.param("-o 'Port = 2222' h x", id="a setting with blanks around its sign"),
    pytest.param("-o Port=1 -o Port=2 h x", id="a setting twice"),
    pytest.param("ssh://user@h:2222 x", id="an address of a page"),
    pytest.param("ssh://h x", id="an address of a page without port"),
    pytest.param("-R 1:127.0.0.1:2 h x", id="a remote forward"),
    pytest.param("-R 127.0.0.1:1:127.0.0.1:2 h x", id="a remote forward with an address"),
    pytest.param("-R '*:1:127.0.0.1:2' h x", id="a remote forward for any address"),
    pytest.param("-R :1:127.0.0.1:2 h x", id="a remote forward with an empty address"),
    pytest.param("-R '[::1]:1:[::1]:2' h x", id="a remote forward with addresses of version 6"),
    pytest.param("-R ::1:1:::1:2 h x", id="a forward without its brackets"),
    pytest.param("-R 65536:127.0.0.1:2 h x", id="a port out of range"),
    pytest.param("-R 0:127.0.0.1:2 h x", id="any port"),
    pytest.param("-L 1:127.0.0.1:2 h x", id="a local forward"),
    pytest.param("-L 1 h x", id="a local forward to nowhere"),
    pytest.param("-o 'RemoteForward 1 127.0.0.1:2' h x", id="a remote forward as a setting"),
    pytest.param("-o 'RemoteForward=127.0.0.1:1 127.0.0.1:2' h x", id="a setting with an address"),
    pytest.param("-o 'LocalForward [::1]:1 [::1]:2' h x", id="a local forward as a setting"),
    pytest.param("-Z h x", id="an unknown option"),
    pytest.param("h -p", id="an option without its value"),
    pytest.param("-R", id="an option alone"),
    pytest.param("-o BatchMod=yes h x", id="a setting that is misspelt"),
    pytest.param("-o 'BatchMode=\"\"' h x", id="a setting with an empty value"),
    pytest.param("-o 'BatchMode yes no' h x", id="a setting with two values"),
    pytest.param("-o BatchMode==yes h x", id="a setting with two signs"),
    pytest.param("-o 'BatchMode=\"yes' h x", id="a setting with an open quote"),
    pytest.param("-o 'BatchMode=\"yes\" # always' h x", id="a setting with quotes and a comment"),
    pytest.param("-o 'SendEnv=A B' h x", id="a setting with several values"),
    pytest.param("-o 'IgnoreUnknown=Batch*' -o BatchMod=yes h x", id="a setting that is to be ignored"),
]


@pytest.mark.parametrize("text", COMMANDS)
def test_ssh_sorts_its_words_as_the_trace_does(text: str) -> None:
    if not SSH:
        pytest.skip("OpenSSH's client is not installed: its options stay untested")
    version = versions.load("5.2")
    launch = Launch(LaunchKind.CONTROLLER, Source("<launch>", f"ssh {text}".encode()).excerpt())
    (journey, *_) = journeys(launch, Target(version, version, ("dash",), ("dash",)))
    assert journey.launcher
    assert journey.connection
    words = [word.text for word in journey.launcher.arguments]
    run = subprocess.run(
        (SSH, "-G", "-F", "none", *words), capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    assert told(journey.connection) == (sorted(printed(run.stdout)) if run.returncode == 0 else None), run.stderr


def told(connection: Connection) -> list[str] | None:
    """Return the lines that ``ssh -G`` would print; None where ssh refuses."""
    obstacle = connection.obstacle
    ports = (port for forward in connection.forwards for port in (forward.port, forward.host_port))
    if max(ports, default=0) > HIGHEST or connection.bad_forwards or (obstacle and "no command" not in obstacle):
        return None
    return sorted([f"hostname {connection.host}", *_options(connection)])


def _options(connection: Connection) -> Iterator[str]:
    if connection.user:
        yield f"user {connection.user}"
    if connection.port:
        yield f"port {connection.port}"
    for forward in connection.forwards:
        name = {"R": "remoteforward", "L": "localforward"}[forward.letter]
        listen = str(forward.port) if forward.address is None else f"[{forward.address}]:{forward.port}"
        yield f"{name} {listen} [{forward.host}]:{forward.host_port}"


def printed(lines: str) -> Iterator[str]:
    """Yield what ssh understood, without what it takes for granted."""
    defaults = subprocess.run((SSH, "-G", "-F", "none", "h"), capture_output=True, text=True, check=True).stdout
    for line in lines.splitlines():
        keyword = line.partition(" ")[0]
        wanted = {"user", "port", "remoteforward", "localforward"}
        if keyword == "hostname" or (keyword in wanted and line not in defaults.splitlines()):
            yield line


@pytest.mark.parametrize(
    "value", ["/a b/key", "c:\\my keys\\key", "c:\\my keys\\", "it's", 'a "b', r"a\\b c", "#x", "a #b", '"" x']
)
def test_ssh_reads_a_value_as_it_was_given(value: str) -> None:
    if not SSH:
        pytest.skip("OpenSSH's client is not installed: its options stay untested")
    words = (SSH, "-G", "-F", "none", "-o", f"HostKeyAlias={written('HostKeyAlias', value)}", "h")
    run = subprocess.run(words, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert f"hostkeyalias {value}" in run.stdout.splitlines()
