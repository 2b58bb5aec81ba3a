"""Ports of rendered entries that other entries of the same file use."""

from collections.abc import Iterator, Mapping

from rkconf.command import Target
from rkconf.command.followed import Journeys
from rkconf.command.used_ports import UsedPorts, used_ports
from rkconf.diagnostics import Problem
from rkconf.inputs import Input
from rkconf.link.ports import next_free
from rkconf.spec import Loaded
from rkconf.versions import Version


def shared_ports(loaded: Loaded, written: Input, target: Target) -> Iterator[Problem]:
    """Yield a note for each kernel that shares a port with an entry that the specification does not write.

    Args:
        loaded: The specification, which is valid.
        written: The file with the rendered entries in it.
        target: The versions and shells for the commands in the file.
    """
    follow = Journeys()
    used = {each.name: used_ports(follow.representative(each.launch, target)) for each in written.launches}
    names = {row.table.name for row in loaded.rows}
    others = {name: ports for name, ports in used.items() if name not in names}
    for row in loaded.rows:
        own = used.get(row.table.name)
        holder = _holder(own, others) if own else None
        if own and holder:
            name, port = holder
            message = f"port {port} is also used by {name} in {written.document.source.name}: only one of them can run"
            yield row.problem("bad-link-name", "ports", message, _advice(own, used, target.version))


def _holder(own: UsedPorts, others: Mapping[str | None, UsedPorts]) -> tuple[str | None, int] | None:
    """Return the first entry that uses one of these ports, and the port; None if no entry does."""
    shared = ((name, port) for name, ports in others.items() for port in ports.every if port in own.every)
    return next(shared, None)


def _advice(own: UsedPorts, used: Mapping[str | None, UsedPorts], version: Version) -> str:
    taken = {*version.server_ports.values(), *(port for ports in used.values() for port in ports.every)}
    free = next_free(max(2, len(own.link) + len(own.additional)), own.link, taken)
    return f"next free: ports = [{free[0]}, {free[1]}]" if free else ""
