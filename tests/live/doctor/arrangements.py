"""The states of the machines in which a login fails or works."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.live.doctor.machine import USER
from tests.live.doctor.rig import ACCOUNT, HOME, Rig
from tests.live.machines import require
from tests.waiting import listens, wait_until

KEY = f"{HOME}/.ssh/id_ed25519"
_HASHED = "$6$rkconf$stEdO6/CaFwXJwJXp9EOf91GbivVwbxL3pzHV.w0LKCSygnFaZmmqJ6CMEv8/cyr1AvZbanK9KqDOK88B4hqS/"
"""The password ``secret``, as ``openssl passwd -6`` hashes it."""
ACCEPTING = "  StrictHostKeyChecking accept-new\n"

Arrange = Callable[[Rig], None]


def all_of(*parts: Arrange) -> Arrange:
    """Return the state that several parts make, in their order."""

    def arrange(rig: Rig) -> None:
        for part in parts:
            part(rig)

    return arrange


def nothing(_: Rig) -> None:
    """Leave the machines as they are, without any ssh server."""


def server(settings: str = "") -> Arrange:
    """Return a server with lines of sshd_config(5)."""
    return lambda rig: rig.there.serve(settings)


serve = server()


def gate(settings: str = "") -> Arrange:
    """Return a server of the jump host."""
    return lambda rig: rig.gate.serve(settings)


def configured(text: str) -> Arrange:
    """Return a configuration of the user."""
    return lambda rig: rig.configure(text)


def late_report(host: str) -> str:
    """Return lines of a configuration with which ``ssh -G`` of a host takes half a minute, and a login does not."""
    return f'Match host {host} exec "grep -aqe -G /proc/$PPID/cmdline && exec sleep 25"\n'


def known(*lines: str) -> Arrange:
    """Return the known host keys: the words ``KEY`` and ``OTHER`` are replaced by those of the rig."""

    def arrange(rig: Rig) -> None:
        own, other = (rig.keys.public(name).strip() for name in ("host_key", "other_host_key"))
        rig.know(*(line.replace("KEY", own).replace("OTHER", other) for line in lines))

    return arrange


def without_key(rig: Rig) -> None:
    (rig.here.root / KEY.lstrip("/")).unlink()


def key(name: str, mode: int = 0o600) -> Arrange:
    """Return the private key of the user."""
    return lambda rig: (rig.here.put(KEY, rig.keys.private(name), mode), None)[1]


def accepted(name: str, options: str = "") -> Arrange:
    """Return the key that the account accepts, with options of authorized_keys."""

    def arrange(rig: Rig) -> None:
        line = f"{options} {rig.keys.public(name)}".lstrip()
        rig.there.put(f"{HOME}/.ssh/authorized_keys", line, 0o600, USER)

    return arrange


def damaged_key(rig: Rig) -> None:
    rig.here.put(KEY, "no key\n", 0o600)


def other_account(rig: Rig) -> None:
    """Serve another account at another port; the key of the host is known for that port."""
    rig.add_user(rig.there, "ada")
    rig.there.serve("AllowUsers ada", port=2222)
    rig.know(f"[skye.local]:2222 {rig.keys.public('host_key')}")


def other_port(rig: Rig) -> None:
    rig.there.serve(port=2222)
    rig.know(f"[skye.local]:2222 {rig.keys.public('host_key')}")


def included(rig: Rig) -> None:
    rig.here.put(f"{HOME}/.ssh/machines/box", "Host box\n  HostName skye.local\n", 0o600)
    rig.configure("Include machines/*\n")


def host_certificate(rig: Rig) -> None:
    """Let an authority sign the key of the server; the user knows the authority alone."""
    public = Path(rig.root, "host.pub")
    public.write_text(rig.keys.public("host_key"))
    authority = rig.keys.folder / "other_host_key"
    words = ("ssh-keygen", "-q", "-s", authority, "-I", "host", "-h", "-n", "skye.local", public)
    subprocess.run(words, check=True)
    rig.there.put("/etc/ssh/host-cert.pub", Path(rig.root, "host-cert.pub").read_text())
    rig.there.serve("HostCertificate /etc/ssh/host-cert.pub")
    rig.know(f"@cert-authority * {rig.keys.public('other_host_key')}")


def without_programs(rig: Rig) -> None:
    """Leave a shell alone in ``/mnt/bin``."""
    rig.here.put("/mnt/bin/sh", '#!/bin/bash\nexec /bin/bash "$@"\n', 0o755)


def wrong_libraries(rig: Rig) -> None:
    rig.here.put("/mnt/libraries/libcrypto.so.3", "not a library\n")


def _listening(rig: Rig, *words: str) -> None:
    server = rig.there.start("/mnt/python/bin/python3", *words)
    wait_until(lambda: 22 in rig.there.ports(), server)


def http_server(rig: Rig) -> None:
    _listening(rig, "-m", "http.server", "22")


def silent_server(rig: Rig) -> None:
    _listening(rig, "-c", "import socket\nopened = socket.create_server(('', 22))\nwhile True: kept = opened.accept()")


def closing_server(rig: Rig) -> None:
    _listening(
        rig, "-c", "import socket\nopened = socket.create_server(('', 22))\nwhile True: opened.accept()[0].close()"
    )


def firewall(where: str, hook: str, verdict: str) -> Arrange:
    """Return a firewall on one machine that stops everything for the port of ssh."""
    rule = f"add table inet f {{ chain c {{ type filter hook {hook} priority 0; tcp dport 22 {verdict}; }}; }}"
    return lambda rig: (getattr(rig, where).run("nft", rule), None)[1]


def no_route(rig: Rig) -> None:
    rig.here.run("ip", "route", "delete", "default")


def many_keys(rig: Rig) -> None:
    """Offer the right key only after some others."""
    for number in range(3):
        path = Path(rig.root, f"key{number}")
        words = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", path)
        subprocess.run(words, check=True)
        rig.here.put(f"{HOME}/.ssh/key{number}", path.read_text(), 0o600)
    rig.configure("".join(f"IdentityFile ~/.ssh/{name}\n" for name in ("key0", "key1", "key2", "id_ed25519")))


def old_encrypted_key(rig: Rig) -> None:
    """Use a key in the old format, whose public part is encrypted too."""
    path = Path(rig.root, "old")
    words = ("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-m", "PEM", "-N", "secret", "-f", path)
    subprocess.run(words, check=True)
    rig.there.put(f"{HOME}/.ssh/authorized_keys", path.with_suffix(".pub").read_text(), 0o600, USER)
    without_key(rig)
    rig.here.put(f"{HOME}/.ssh/id_rsa", path.read_text(), 0o600)


encrypted_key = all_of(key("passphrase_key"), accepted("passphrase_key"))


def agent(rig: Rig) -> None:
    """Run an agent, and add the user's key, whose passphrase another program gives."""
    rig.here.put("/mnt/bin/answer", "#!/bin/sh\necho secret\n", 0o755)
    program = rig.here.start("ssh-agent", "-D", "-a", "/run/agent")
    wait_until(lambda: listens("/run/agent", rig.here.pid), program)
    variables = {"SSH_AUTH_SOCK": "/run/agent", "SSH_ASKPASS": "/mnt/bin/answer", "SSH_ASKPASS_REQUIRE": "force"}
    rig.run_as_user("ssh-add", KEY, variables=variables)


def shared_connection(rig: Rig) -> None:
    """Open a connection that later ones share, and take the key from the user."""
    rig.configure("Host skye.local\n  ControlPath /run/shared-%C\n")
    client = rig.here.start(*rig.user_words("ssh", "-M", "-N", "skye.local"), environment=rig.environment)
    folder = Path(f"/proc/{rig.here.pid}/root/run")
    # Until the socket listens, its name has a suffix [OpenSSH, mux.c, muxserver_listen].
    wait_until(lambda: any(not each.suffix for each in folder.glob("shared-*")), client)
    served(rig)
    without_key(rig)


def served(rig: Rig) -> None:
    """Wait for the process of sshd that serves a connection of the user: it begins after ssh knows of the login."""
    wait_until(lambda: _serves_account(rig))


def _serves_account(rig: Rig) -> bool:
    """Return whether a process of sshd has the rights of the account.

    The title of one that only guards it ends in [priv], and that of one before the login in [net].
    """
    titles = rig.there.processes().values()
    return any(title.startswith(f"sshd: {ACCOUNT}") and "[" not in title for title in titles)


def password(rig: Rig) -> None:
    """Give the account the password ``secret``."""
    require("" if shutil.which("sshpass") else "sshpass not installed")
    shadow = rig.there.root / "etc/shadow"
    shadow.write_text(shadow.read_text().replace("fred:*:", f"fred:{_HASHED}:"))


def closed_account(rig: Rig) -> None:
    """Let the rules of PAM refuse the account after its key was accepted."""
    rules = ("auth required pam_permit.so", "account required pam_deny.so", "session required pam_permit.so")
    rig.there.put("/mnt/rules/sshd", "".join(f"{rule}\n" for rule in rules))
    rig.there.run("mount", "--bind", "/mnt/rules", "/etc/pam.d")
    rig.there.serve("UsePAM yes")


def shell(program: str) -> Arrange:
    """Return a login shell of the account."""
    return lambda rig: rig.use_shell(program)


def startup(text: str, file: str = ".bashrc") -> Arrange:
    """Return a startup file of the account."""
    return lambda rig: (rig.there.put(f"{HOME}/{file}", text, 0o644, USER), None)[1]


def shell_without_interpreter(rig: Rig) -> None:
    rig.there.put("/mnt/bin/shell", "#!/mnt/bin/missing\n", 0o755)
    rig.use_shell("/mnt/bin/shell")


def second_login(key: str | None = "key", known: str | None = "host_key") -> Arrange:
    """Return an account on the jump host that has a key, and knows the key of the kernel's machine."""

    def arrange(rig: Rig) -> None:
        if key:
            rig.gate.put(f"{HOME}/.ssh/id_ed25519", rig.keys.private(key), 0o600, USER)
        if known:
            rig.gate.put(f"{HOME}/.ssh/known_hosts", f"skye.local {rig.keys.public(known)}", 0o600, USER)

    return arrange


def accepting_gate(rig: Rig) -> None:
    """Let ssh on the jump host accept every new host key, and store it."""
    _configured_gate(rig, ACCEPTING)


def late_accepting_gate(rig: Rig) -> None:
    """Let ssh on the jump host do that, and report its settings late."""
    _configured_gate(rig, f"{ACCEPTING}{late_report('skye.local')}")


def _configured_gate(rig: Rig, text: str) -> None:
    rig.gate.put(f"{HOME}/.ssh/config", f"Host *\n{text}", 0o600, USER)
    rig.gate.run("chown", str(USER), f"{HOME}/.ssh")


def logged_in(rig: Rig) -> None:
    """Log in once: at its first start, fish writes files."""
    rig.run_as_user("ssh", "skye.local", "exit")
