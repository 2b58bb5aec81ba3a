"""What ssh should know about the kernels' machines: stanzas for the user's ssh configuration."""

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.setup import login
from rkconf.setup.files import SSH_CONFIG, File
from rkconf.setup.remote import Remote
from rkconf.spec.wording import fault_in_user

# Nobody can answer a question of ssh; a tunnel that is not whole must be an error; a connection shared with another
# ssh can swallow forwards.
_STURDY = ("BatchMode yes", "ExitOnForwardFailure yes", "ControlPath none")


def configuration(remotes: Iterable[Remote]) -> Iterator[File]:
    """Yield one file with the stanzas for all machines that ssh reaches; none where there are none.

    They hold what leads to a machine, and fixed words: other options that a specification gives stand in the launch
    command alone.
    """
    reached = [remote for remote in remotes if not remote.uses_mathssh]
    hosts = dict.fromkeys(remote.host for remote in reached)
    machines = (_machine(host, [remote for remote in reached if remote.host == host]) for host in hosts)
    tunnels = (_tunnel(remote) for remote in reached if remote.tunnel_ports)
    stanzas = ["".join(f"{line}\n" for line in lines) for lines in (*machines, *tunnels)]
    if stanzas:
        yield File(SSH_CONFIG, "\n".join(stanzas))


def alias(remote: Remote) -> str:
    """Return the name under which ssh makes the whole tunnel of a kernel."""
    return f"{remote.host}-{remote.tunnel_ports[0]}"


def _machine(host: str, remotes: list[Remote]) -> Iterator[str]:
    yield f"Host {host}"
    yield from _indented(_way(remotes))


def _tunnel(remote: Remote) -> Iterator[str]:
    yield f"# The tunnel of {remote.name}, to try it by hand."
    yield f"Host {alias(remote)}"
    ends = {port: f"{LOOPBACK_ADDRESS}:{port}" for port in (*remote.tunnel_ports, *remote.further_ports)}
    yield from _indented(_way([remote]))
    yield from _indented(f"RemoteForward {ends[port]} {ends[port]}" for port in remote.tunnel_ports)
    yield from _indented(f"LocalForward {ends[port]} {ends[port]}" for port in remote.further_ports)


def _way(remotes: list[Remote]) -> Iterator[str]:
    """Yield what all these kernels of one machine agree on."""
    first, *others = ([*_told(remote)] for remote in remotes)
    yield from (line for line in first if all(line in lines for lines in others))
    yield from _STURDY


def _told(remote: Remote) -> Iterator[str]:
    """Yield how the launch command reaches the machine."""
    way = [*login.way(remote.journey, remote.connection)] if remote.journey and remote.connection else []
    if "HostName" not in dict(way):
        # ssh expands a percent sign, which stands in some IPv6 addresses.
        yield f"HostName {_percent(remote.host)}"
    if remote.user and not fault_in_user(remote.user):
        yield f"User {remote.user}"
    if remote.port:
        yield f"Port {remote.port}"
    yield from (f"{name} {_named(name, value, remote.host)}" for name, value in way)


# What ssh puts in for the name that it was given, which is another one in a stanza.
_GIVEN = MappingProxyType({"HostName": "h", "ProxyCommand": "n"})


def _named(name: str, value: str, host: str) -> str:
    """Return the value with the machine's own name where ssh would put in the one that it was given."""
    letter = _GIVEN.get(name)
    return re.sub("%(.)", lambda found: _percent(host) if found[1] == letter else found[0], value)


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
