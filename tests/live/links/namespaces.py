"""Two machines with a router between them, each in a separate network namespace: real firewalls, real NAT.

Nothing outside these namespaces is touched, and nobody outside can be reached from them. Addresses are from the block
that is set aside for such measurements (RFC 2544).
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import pytest

from tests.live.links.configurations import HOST
from tests.live.links.networks import Network
from tests.live.machines import Machines, require, stop, wait_until_served

FRONT_END, KERNEL = "198.18.1.2", "198.18.2.2"
_ROUTERS_ENDS = {"front-end": "198.18.1.1", "kernel": "198.18.2.1"}
_PROGRAMS = ("ip", "nft")

# Answers to outgoing calls and calls within a machine are accepted; all other calls are refused, so that nobody
# waits. The table and the chain are called as everywhere.
_FIREWALL = """
table inet filter {{
  chain input {{
    type filter hook input priority 0; policy accept;
    ct state established,related accept
    iifname "lo" accept
    {exception}
    meta l4proto tcp reject with tcp reset
  }}
}}
"""
_NAT = 'table ip nat { chain postrouting { type nat hook postrouting priority 100; oifname "kernel" masquerade; }; }'


@dataclass(frozen=True)
class Terrain:
    """The network between the two machines."""

    firewalls: bool = True
    """Both machines let in ssh alone."""
    nat: bool = False
    """The Front End's machine is behind a router that hides its address."""
    opened: frozenset[str] = frozenset()
    """The openings of the firewalls beside ssh, by the steps of ``rkconf setup``: see `Files.openings`."""
    jump_host: bool = False
    """The kernel's machine lets in ssh from the router alone, which is a jump host."""


@dataclass(frozen=True)
class Namespaces:
    """Three namespaces with separate names: ``front-end``, ``router`` and ``kernel``."""

    prefix: str

    def name(self, which: str) -> str:
        """Return the name of one."""
        return f"{self.prefix}-{which}"

    def inside(self, which: str) -> tuple[str, ...]:
        """Return the words that make a program run inside one."""
        return ("ip", "netns", "exec", self.name(which))

    def run(self, which: str, command: str, text: str = "") -> None:
        """Run a program inside one; it must succeed."""
        run(*self.inside(which), *shlex.split(command), text=text)

    def obey(self, which: str, rule: str) -> None:
        """Give a firewall the rule of a step, with the address that it names."""
        other = {"front-end": KERNEL, "kernel": FRONT_END}[which]
        run(*self.inside(which), "nft", rule.replace("ADDRESS", other))

    def connect(self, which: str, address: str) -> None:
        """Connect a machine to the router."""
        machine, router = self.name(which), self.name("router")
        run(*f"ip -n {machine} link add router type veth peer name {which} netns {router}".split())
        for place, device, end in ((machine, "router", address), (router, which, _ROUTERS_ENDS[which])):
            run(*f"ip -n {place} address add {end}/24 dev {device}".split())
            run(*f"ip -n {place} link set {device} up".split())


_OWN = Namespaces(f"rkconf-{os.getpid()}")


class RefusedError(Exception):
    """The system refuses a command."""


def run(*words: str, text: str = "") -> None:
    """Run a program that must succeed."""
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{shlex.join(words)}: {done.stderr.strip()}"
        raise RefusedError(message)


def require_namespaces() -> None:
    """Skip where a test cannot make networks; only as root may it be required to."""
    if sys.platform != "linux" or os.geteuid():
        pytest.skip("network namespaces need root on Linux")
    require(_obstacle())


def _obstacle() -> str:
    """Return what keeps root from making networks with firewalls, or nothing."""
    absent = [name for name in _PROGRAMS if not shutil.which(name)]
    if absent:
        return f"{', '.join(absent)} not installed"
    try:
        with _namespaces() as made:
            made.run("router", "nft -f -", _NAT)
            made.run("router", "nft -f -", _FIREWALL.format(exception=""))
    except RefusedError as error:
        return f"network namespaces are not allowed here: {error}"
    return ""


@contextmanager
def _namespaces() -> Iterator[Namespaces]:
    made = _OWN
    with ExitStack() as stack:
        for which in ("front-end", "router", "kernel"):
            run("ip", "netns", "add", made.name(which))
            stack.callback(run, "ip", "netns", "delete", made.name(which))
            made.run(which, "ip link set lo up")
        made.connect("front-end", FRONT_END)
        made.connect("kernel", KERNEL)
        made.run("router", "sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'")
        yield made


@contextmanager
def build(machines: Machines, terrain: Terrain) -> Iterator[Namespaces]:
    """Make a network, with an sshd on the kernel's machine; all of it is gone afterwards."""
    with _namespaces() as made, ExitStack() as stack:
        made.run("front-end", f"ip route add default via {_ROUTERS_ENDS['front-end']}")
        if terrain.nat:
            made.run("router", "nft -f -", _NAT)
        else:
            # Without it, nobody there knows the way to an address that NAT hides.
            made.run("kernel", f"ip route add default via {_ROUTERS_ENDS['kernel']}")
        if terrain.firewalls:
            made.run("front-end", "nft -f -", _FIREWALL.format(exception=""))
            caller = f"ip saddr {_ROUTERS_ENDS['kernel']} " if terrain.jump_host else ""
            made.run("kernel", "nft -f -", _FIREWALL.format(exception=f"{caller}tcp dport {machines.port} accept"))
        stack.callback(stop, _sshd(machines, made.inside("kernel"), KERNEL))
        if terrain.jump_host:
            stack.callback(stop, _sshd(machines, made.inside("router"), _ROUTERS_ENDS["front-end"]))
            stack.enter_context(_through_the_jump_host(machines))
        yield made


@contextmanager
def _through_the_jump_host(machines: Machines) -> Iterator[None]:
    """Let the configuration of ssh name the jump host, as a person would; the launch commands stay as they are."""
    configuration = machines.root / "ssh_config"
    text = configuration.read_text()
    names = f"Host {HOST}\n    ProxyJump gate\nHost gate\n    HostName {_ROUTERS_ENDS['front-end']}\n"
    configuration.write_text(names + text)
    try:
        yield
    finally:
        configuration.write_text(text)


def network(machines: Machines) -> Network:
    """Return the two machines as they are in every network that is built."""
    found = Network(machines, "namespaces", FRONT_END, "127.0.0.1", KERNEL, _OWN.inside("front-end"))
    settings = f'-F "$RIG_ROOT/ssh_config" -o HostName={KERNEL} -o "User=$RIG_USER" -o "Port=$RIG_PORT"'
    found.put_program("ssh", f'exec /usr/bin/ssh {settings} -i "$RIG_ROOT/key" "$@"\n')
    return found


def _sshd(machines: Machines, inside: tuple[str, ...], address: str) -> "subprocess.Popen[bytes]":
    log = machines.root / f"sshd-at-{address}.log"
    log.unlink(missing_ok=True)
    settings = ("-o", f"ListenAddress={address}:{machines.port}", "-o", "PidFile=none")
    command = (*inside, "/usr/sbin/sshd", "-D", "-f", str(machines.root / "sshd_config"), *settings, "-E", str(log))
    server = subprocess.Popen(command, start_new_session=True)
    wait_until_served(server, log, address)
    return server
