"""The fixed ports of a specification: the rows that use them, and the free ones."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from rkconf import versions
from rkconf.command import SSH_PORT
from rkconf.link.ports import next_free
from rkconf.spec.model import Kernel, Parallel
from rkconf.spec.rows import Row
from rkconf.versions import Version

if TYPE_CHECKING:
    from rkconf.toml import Path

PortOwner: TypeAlias = tuple[str, int] | None
"""A machine by its name and the port of its ssh server, since one address may belong to several machines.

None is the Front End's machine.
"""


def further_ports(table: Kernel | Parallel, version: Version) -> tuple[int, ...]:
    """Return the ports after the larger one that a tunnel forwards for the links that the kernel opens."""
    if table.ports is None:
        return ()
    first = max(table.ports) + 1
    return tuple(range(first, first + _further(table, version)))


def _further(table: Kernel | Parallel, version: Version) -> int:
    """Return the number of such ports; parallel kernels have only the main link."""
    if isinstance(table, Parallel) or table.connection != "tunnel" or version.tunnel == "reverse":
        return 0
    return version.kernel_channels


def _machines(table: Kernel | Parallel) -> Iterator[PortOwner]:
    """Yield the machines on which the ports of a row are in use.

    On the Front End's machine, the Front End opens its end of the main link, and ssh that of an additional link. For
    parallel kernels another kernel does that, on ports that it picks. On the kernel's machine, a tunnel begins and the
    kernel waits.
    """
    if isinstance(table, Kernel):
        yield None
    if table.connection == "tunnel" and table.host is not None:
        yield table.host.lower(), table.port or SSH_PORT


class TakenPorts:
    """The ports that are in use so far on each machine, and the row that uses each.

    The ports of additional links count too: those of ``version``, or of any version where none is given.
    """

    def __init__(self, rows: Iterable[Row], version: Version | None = None) -> None:
        self._rows = tuple(rows)
        self._version = version
        self._holders: dict[tuple[PortOwner, int], str] = {}
        self._advised: dict[Path, range] = {}

    def holder(self, row: Row, port: int) -> str | None:
        """Return the row that uses a port on a machine where this row needs it; None where the port is free."""
        holders = (self._holders.get((machine, port)) for machine in _machines(row.table))
        return next((holder for holder in holders if holder is not None), None)

    def take(self, row: Row, *ports: int) -> None:
        """Reserve ports for a row; a port that is already reserved is not changed."""
        for machine in _machines(row.table):
            for port in ports:
                self._holders.setdefault((machine, port), row.name)

    def needed(self, row: Row) -> tuple[int, ...]:
        """Return all ports that a row needs: its fixed ports, and those of additional links."""
        further = max((further_ports(row.table, version) for version in self._versions), key=len)
        return (*(row.table.ports or ()), *further)

    def advice(self, row: Row) -> str:
        """Return a sentence that names free ports for a row; nothing where none are free."""
        free = self.next_free(row)
        return f"next free: {free}" if free else ""

    def next_free(self, row: Row) -> str:
        """Return the next two free ports for a row, as the specification writes them.

        The ports after them, for additional links, are free too. Ports that were proposed once are no longer free.
        """
        if row.path not in self._advised:
            taken = {port for other in self._others(row) for port in self.needed(other)}
            taken.update(port for advised in self._advised.values() for port in advised)
            size = 2 + max(_further(row.table, version) for version in self._versions)
            self._advised[row.path] = next_free(size, row.table.ports or (), taken)
        found = self._advised[row.path]
        return f"ports = [{found[0]}, {found[1]}]" if found else ""

    def _others(self, row: Row) -> Iterator[Row]:
        """Yield the other rows that use ports on a machine of this row."""
        machines = set(_machines(row.table))
        return (
            other for other in self._rows if other.path != row.path and not machines.isdisjoint(_machines(other.table))
        )

    @property
    def _versions(self) -> tuple[Version, ...]:
        return (self._version,) if self._version else versions.known()
