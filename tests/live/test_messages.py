"""The messages that docs/messages/ quotes are those that real shells and a real ssh print for these mistakes."""

import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from threading import Thread

import pytest

from tests.conftest import CHECKOUT
from tests.live.machines import Machines, require
from tests.ports import reserved

pytestmark = [pytest.mark.live, pytest.mark.checkout]

QUOTED = re.compile(r"^```text\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
SSH = "ssh -F /dev/null -o BatchMode=yes"
LINK = "-mathlink -LinkMode Connect"


def printed(shell: str, command: str, folder: Path) -> str:
    """Return the errors of a command in a shell, in the folder with the scripts."""
    require("" if which(shell) else f"{shell} is not installed")
    run = subprocess.run([shell, "-c", command], cwd=folder, capture_output=True, text=True, check=False)
    return run.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a script that is not executable, and a program for no processor."""
    (tmp_path / "math.sh").write_text("#!/bin/sh\n")
    (tmp_path / "math").write_bytes(b"\x7fELF\x02\x01\x01" + bytes(57))
    (tmp_path / "math").chmod(0o755)
    return tmp_path


@pytest.fixture
def closing() -> Iterator[int]:
    """Yield a port that accepts a connection and ends it at once."""

    def serve() -> None:
        while True:
            try:
                server.accept()[0].close()
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]


@pytest.fixture
def closed() -> Iterator[int]:
    """Yield a port at which nothing listens."""
    with reserved() as kept:
        yield kept.getsockname()[1]


@pytest.mark.parametrize(
    ("page", "shell", "command"),
    [
        ("bad-fd-number", "dash", "echo >& /dev/null"),
        ("unknown-mac-type", "sh", f"ssh {LINK}"),
        ("bad-configuration-option", "sh", f"{SSH} -o batchmod=yes 127.0.0.1 true"),
        ("could-not-resolve-hostname", "sh", f"{SSH} skye.invalid true"),
        ("could-not-resolve-hostname", "sh", f"{SSH} 127.0.0.1:22 true"),
        ("no-such-file-or-directory", "bash", f"/Applications/Mathematica 7.app/math {LINK}"),
        ("command-not-found", "bash", f"matth {LINK}"),
        ("exec-format-error", "bash", "./math"),
        ("permission-denied", "bash", "./math.sh"),
        ("ambiguous-output-redirect", "tcsh", "echo > /dev/null 2>&1"),
        ("unmatched-quote", "bash", 'echo "math'),
    ],
)
def test_a_shell_or_ssh_prints_the_message_of_a_page(page: str, shell: str, command: str, folder: Path) -> None:
    assert title(page).lower() in printed(shell, command, folder).lower()


@pytest.mark.parametrize(
    ("option", "message"), [("-c blowfish-cbc", "Unknown cipher type"), ("-1", "SSH protocol v.1")]
)
def test_ssh_refuses_an_option_of_old_guides_in_the_words_of_the_page(option: str, message: str, folder: Path) -> None:
    quoted = re.search(f"`({re.escape(message)}[^`]*)`", content("no-matching-host-key-type"))
    assert quoted
    assert quoted[1] in printed("sh", f"{SSH} {option} 127.0.0.1 true", folder)


def test_a_port_without_a_server_refuses(closed: int, folder: Path) -> None:
    assert title("connection-refused") in printed("sh", f"{SSH} -p {closed} 127.0.0.1 true", folder)


def test_a_port_that_ends_the_connection_at_once(closing: int, folder: Path) -> None:
    errors = printed("sh", f"{SSH} -p {closing} 127.0.0.1 true", folder)
    assert title("kex-exchange-identification") in errors


@pytest.mark.parametrize(
    ("page", "options"),
    [
        ("host-key-verification-failed", "-o UserKnownHostsFile=/dev/null"),
        ("remote-host-identification-changed", "-o UserKnownHostsFile=other_hosts"),
        ("permission-denied-publickey", "-o IdentityFile=other -o IdentitiesOnly=yes -o IdentityAgent=none"),
        ("remote-port-forwarding-failed", "-R 127.0.0.1:{taken}:127.0.0.1:9"),
        ("address-already-in-use", "-L 127.0.0.1:{taken}:127.0.0.1:9"),
        ("no-matching-host-key-type", "-o HostKeyAlgorithms=ssh-rsa"),
        ("pseudo-terminal", "-t"),
    ],
)
def test_a_login_prints_the_message_of_a_page(page: str, options: str, machines: Machines, folder: Path) -> None:
    assert printed("sh", "ssh-keygen -q -t ed25519 -N '' -f other", folder) == ""
    (folder / "other_hosts").write_text(f"there {(folder / 'other.pub').read_text()}")
    key = "" if "IdentityFile" in options else f"-i {machines.root}/key"
    with socket.create_server(("127.0.0.1", 0)) as server:
        given = options.format(taken=server.getsockname()[1])
        login = f"ssh -F {machines.root}/ssh_config -o BatchMode=yes -p {machines.port} {given} {key} skye.local true"
        assert title(page) in printed("sh", f"{login} < /dev/null", folder)


@pytest.fixture
def script(folder: Path) -> Path:
    """Return a script that has no first line with its interpreter."""
    path = folder / "plain.sh"
    path.write_text("echo started >&2\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("starter", ["", "env", "timeout 60", "nohup"])
def test_a_script_without_a_first_line_runs_in_a_shell(starter: str, script: Path, folder: Path) -> None:
    assert "started" in printed("bash", f"{starter} ./{script.name}", folder)


def test_a_program_cannot_start_a_script_without_a_first_line(script: Path) -> None:
    with pytest.raises(OSError, match=title("exec-format-error")):
        subprocess.run([script], check=False)


def test_ssh_warns_of_a_key_that_others_may_read(machines: Machines, folder: Path) -> None:
    assert printed("sh", f"cp {machines.root}/key open && chmod 644 open", folder) == ""
    login = f"ssh -F {machines.root}/ssh_config -o BatchMode=yes -p {machines.port} -i open skye.local true"
    warning = "WARNING: UNPROTECTED PRIVATE KEY FILE!"
    assert warning in content("permission-denied-publickey")
    assert warning in printed("sh", f"{login} < /dev/null", folder)


def title(page: str) -> str:
    """Return the message in the title of a page, which its quotation contains."""
    text = content(page)
    message = text.partition("\n")[0].split("`")[1]
    assert message in QUOTED.findall(text)[0]
    return message


def content(page: str) -> str:
    """Return the text of a page."""
    return (CHECKOUT / "docs" / "messages" / f"{page}.md").read_text()
