"""What ssh should know about the kernels' machines: stanzas for the user's ssh configuration."""

from collections.abc import Iterable, Iterator

from rkconf.rendering.secure_shell import LOOPBACK
from rkconf.setup.files import File
from rkconf.setup.remote import Remote
from rkconf.spec.wording import fault_in_user

PATH = "ssh_config"

# Nobody can answer a question of ssh; a tunnel that is not whole must be an error; a connection shared with another
# ssh can swallow forwards.
_STURDY = ("BatchMode yes", "ExitOnForwardFailure yes", "ControlPath none")


def configuration(remotes: Iterable[Remote]) -> Iterator[File]:
    """Yield one file with the stanzas for all machines that ssh reaches; none where there are none.

    They hold names, numbers and fixed words alone: the options that a specification gives stand in the launch command.
    """
    reached = [remote for remote in remotes if not remote.uses_mathssh]
    hosts = dict.fromkeys(remote.host for remote in reached)
    machines = (_machine(host, [remote for remote in reached if remote.host == host]) for host in hosts)
    tunnels = (_tunnel(remote) for remote in reached if remote.tunnel_ports)
    stanzas = ["".join(f"{line}\n" for line in lines) for lines in (*machines, *tunnels)]
    if stanzas:
        yield File(PATH, "\n".join(stanzas))


def alias(remote: Remote) -> str:
    """Return the name under which ssh makes the whole tunnel of a kernel."""
    return f"{remote.host}-{remote.tunnel_ports[0]}"


def _machine(host: str, remotes: list[Remote]) -> Iterator[str]:
    yield f"Host {host}"
    yield from _indented(_way(remotes))


def _tunnel(remote: Remote) -> Iterator[str]:
    yield f"# The tunnel of {remote.name}, to try it by hand."
    yield f"Host {alias(remote)}"
    ends = {port: f"{LOOPBACK}:{port}" for port in (*remote.tunnel_ports, *remote.further_ports)}
    yield from _indented(_way([remote]))
    yield from _indented(f"RemoteForward {ends[port]} {ends[port]}" for port in remote.tunnel_ports)
    yield from _indented(f"LocalForward {ends[port]} {ends[port]}" for port in remote.further_ports)


def _way(remotes: list[Remote]) -> Iterator[str]:
    """Yield what all these kernels of one machine agree on."""
    # ssh expands a percent sign, which stands in some IPv6 addresses.
    yield f"HostName {remotes[0].host.replace('%', '%%')}"
    users = {remote.user for remote in remotes}
    ports = {remote.port for remote in remotes}
    yield from (f"User {user}" for user in users if user and len(users) == 1 and not fault_in_user(user))
    yield from (f"Port {port}" for port in ports if port and len(ports) == 1)
    yield from _STURDY


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
