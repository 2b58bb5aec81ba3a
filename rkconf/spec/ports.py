"""The fixed ports of a specification: who has which, and which are free."""

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

Machine: TypeAlias = tuple[str, int] | None
"""A machine by its name and the port of its ssh: behind one address there may be several. None: the Front End's."""


def further_ports(table: Kernel | Parallel, version: Version) -> tuple[int, ...]:
    """Return the ports behind the larger one that a tunnel forwards for the links that the kernel opens."""
    if table.ports is None:
        return ()
    first = max(table.ports) + 1
    return tuple(range(first, first + _further(table, version)))


def _further(table: Kernel | Parallel, version: Version) -> int:
    """Return how many such ports there are; parallel kernels have the main link alone."""
    if isinstance(table, Parallel) or table.connection != "tunnel" or version.tunnel == "reverse":
        return 0
    return version.kernel_channels


def _machines(table: Kernel | Parallel) -> Iterator[Machine]:
    """Yield the machines on which the ports of a row are taken.

    The Front End opens its end of the link, or ssh on the Front End's machine that of a further one; for parallel
    kernels another kernel does, on ports that it picks. A tunnel begins, and the kernel waits, on the kernel's machine.
    """
    if isinstance(table, Kernel):
        yield None
    if table.connection == "tunnel" and table.host is not None:
        yield table.host.lower(), table.port or SSH_PORT


class TakenPorts:
    """The ports that are taken so far, on which machine, and who has each.

    With a version those of its further links count too. Without one, ports are free only if they are so in every
    version.
    """

    def __init__(self, rows: Iterable[Row], version: Version | None = None) -> None:
        self._rows = tuple(rows)
        self._version = version
        self._holders: dict[tuple[Machine, int], str] = {}
        self._advised: dict[Path, range] = {}

    def holder(self, row: Row, port: int) -> str | None:
        """Return who has a port on a machine where the row needs it; None where it is not taken yet."""
        holders = (self._holders.get((machine, port)) for machine in _machines(row.table))
        return next((holder for holder in holders if holder is not None), None)

    def take(self, row: Row, *ports: int) -> None:
        """Let a row have ports; who had one before keeps it."""
        for machine in _machines(row.table):
            for port in ports:
                self._holders.setdefault((machine, port), row.name)

    def needed(self, row: Row) -> tuple[int, ...]:
        """Return all ports that a row needs: its own, and those of further links."""
        further = max((further_ports(row.table, version) for version in self._versions), key=len)
        return (*(row.table.ports or ()), *further)

    def advice(self, row: Row) -> str:
        """Return which ports a row can have instead, in words; nothing where all are taken."""
        free = self.next_free(row)
        return f"next free: {free}" if free else ""

    def next_free(self, row: Row) -> str:
        """Return the next two ports that a row can have, with those of further links behind them, as they are written.

        What one row is advised to take is no longer free for another.
        """
        if row.path not in self._advised:
            taken = {port for other in self._beside(row) for port in self.needed(other)}
            taken.update(port for advised in self._advised.values() for port in advised)
            size = 2 + max(_further(row.table, version) for version in self._versions)
            self._advised[row.path] = next_free(size, row.table.ports or (), taken)
        found = self._advised[row.path]
        return f"ports = [{found[0]}, {found[1]}]" if found else ""

    def _beside(self, row: Row) -> Iterator[Row]:
        """Yield the other rows that take ports on a machine of this one."""
        machines = set(_machines(row.table))
        return (
            other for other in self._rows if other.path != row.path and not machines.isdisjoint(_machines(other.table))
        )

    @property
    def _versions(self) -> tuple[Version, ...]:
        return (self._version,) if self._version else versions.known()
