"""Stanzas for the user's ssh configuration, one per machine and one per tunnel."""

import re
from collections.abc import Iterable, Iterator
from itertools import starmap
from types import MappingProxyType

from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.provisioning.files import SSH_CONFIG, File
from rkconf.provisioning.remote import Remote
from rkconf.rendering.description import left_to_ssh
from rkconf.spec import Parallel
from rkconf.spec.value_checks import user_error
from rkconf.ssh.settings import written

# Nobody can answer a question of ssh; an incomplete tunnel must be an error; a connection shared with another ssh may
# drop forwards.
_STURDY = ("BatchMode yes", "ExitOnForwardFailure yes", "ControlPath none")


def configuration(remotes: Iterable[Remote]) -> Iterator[File]:
    """Yield one file with the stanzas for all machines that ssh reaches; nothing where ssh reaches none.

    They contain the route to a machine, and fixed lines. Other options of a specification are only for the launch
    command; a kernel description has no place for them, so the stanza of its machine has them too.
    """
    reached = [remote for remote in remotes if not remote.uses_mathssh]
    by_host: dict[str, list[Remote]] = {}
    for remote in reached:
        by_host.setdefault(remote.login.host, []).append(remote)
    machines = starmap(_machine, by_host.items())
    tunnels = (_tunnel(remote) for remote in reached if remote.ports.tunnel)
    stanzas = ["".join(f"{line}\n" for line in lines) for lines in (*machines, *tunnels)]
    if stanzas:
        yield File(SSH_CONFIG, "\n".join(stanzas))


def alias(remote: Remote) -> str:
    """Return the name of the stanza with which ssh opens the whole tunnel of a kernel."""
    return f"{remote.login.host}-{remote.ports.tunnel[0]}"


def _machine(host: str, remotes: list[Remote]) -> Iterator[str]:
    yield f"Host {host}"
    yield from _indented(_common(remotes))


def _tunnel(remote: Remote) -> Iterator[str]:
    yield f"# The tunnel of {remote.name}, to test it by hand."
    yield f"Host {alias(remote)}"
    ends = {port: f"{LOOPBACK_ADDRESS}:{port}" for port in (*remote.ports.tunnel, *remote.ports.further)}
    yield from _indented(_common([remote]))
    yield from _indented(f"RemoteForward {ends[port]} {ends[port]}" for port in remote.ports.tunnel)
    yield from _indented(f"LocalForward {ends[port]} {ends[port]}" for port in remote.ports.further)


def _common(remotes: list[Remote]) -> Iterator[str]:
    """Yield the lines that all these kernels of one machine share."""
    first, *others = ([*_route(remote)] for remote in remotes)
    yield from (line for line in first if all(line in lines for lines in others))
    yield from _STURDY


def _route(remote: Remote) -> Iterator[str]:
    """Yield how the launch command reaches the machine."""
    login = remote.login
    if "HostName" not in dict(login.route):
        # ssh expands a percent sign, which some IPv6 addresses contain.
        yield f"HostName {_percent(login.host)}"
    if login.user and not user_error(login.user):
        yield f"User {login.user}"
    if login.port:
        yield f"Port {login.port}"
    yield from (f"{name} {_named(name, value, login.host)}" for name, value in login.route)
    if remote.is_described and isinstance(remote.table, Parallel):
        given = {name.lower() for name, _ in login.route}
        others = (name for name in left_to_ssh(remote.table) if name.lower() not in given)
        yield from (f"{name} {written(name.lower(), remote.table.ssh[name])}" for name in others)


# The letters for which ssh inserts the name that it was given, which in a stanza is the alias.
_GIVEN = MappingProxyType({"HostName": "h", "ProxyCommand": "n"})


def _named(name: str, value: str, host: str) -> str:
    """Return the value with the machine's own name where ssh would insert the name that it was given."""
    letter = _GIVEN.get(name)
    return re.sub("%(.)", lambda found: _percent(host) if found[1] == letter else found[0], value)


def _percent(text: str) -> str:
    return text.replace("%", "%%")


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
