"""What else a rendered entry needs: things that no text of an entry can say."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from rkconf.diagnostics import Problem
from rkconf.resources import read_facts
from rkconf.spec import Kernel, Loaded, Parallel, Row, front_end_os, further_ports, rows
from rkconf.versions import Version


def advice(loaded: Loaded, version: Version, names: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what must be so on the machines, and what is not proven, each at its place in the specification."""
    written = loaded.specification
    chosen = [row for row in (rows(written, loaded.places) if written else ()) if not names or row.table.name in names]
    for row in chosen:
        if isinstance(row.table, Kernel):
            yield from _kernel_side(row, row.table, version)
    if written and chosen:
        yield from _unproven(chosen, front_end_os(written))


def doubts(tables: Iterable[Kernel | Parallel], os: str | None) -> Iterator[tuple[str, str]]:
    """Yield what is not proven of the commands that rkconf writes for ``os``, and what to do about it."""
    for key in dict.fromkeys(key for table in tables for key in _relied_on(table, os)):
        yield _doubts()[key]["message"], _doubts()[key]["help"]


@cache
def _doubts() -> dict[str, dict[str, str]]:
    return read_facts("rendering/doubts.toml")


def _relied_on(table: Kernel | Parallel, os: str | None) -> Iterator[str]:
    """Yield the keys of what a generated command relies on."""
    if isinstance(table, Parallel) and table.ports and table.command is None:
        yield "other-ports"
    if os == "windows" and isinstance(table, Kernel) and table.options == "advanced" and table.launch_command is None:
        yield "outer-quotes"
        if table.transport == "ssh":
            yield "ssh-on-windows"


def _unproven(chosen: Sequence[Row], os: str | None) -> Iterator[Problem]:
    """Yield the doubts, each once, at the first row that makes them."""
    first: dict[str, Row] = {}
    for row in chosen:
        for key in _relied_on(row.table, os):
            first.setdefault(key, row)
    for key, row in first.items():
        told = _doubts()[key]
        path = ("frontend", "os") if told["at"] == "os" else (*row.path, told["at"])
        place = row.places.of(path if path in row.places.by_path else row.path).value
        yield Problem("not-understood", place, told["message"], told["help"])


def kernel_side_links(version: Version) -> str:
    """Return what the links are called that the kernel opens; nothing where there are none."""
    return " and ".join(link.name for link in version.links if link.listener == "kernel")


def _kernel_side(row: Row, kernel: Kernel, version: Version) -> Iterator[Problem]:
    links = kernel_side_links(version)
    if kernel.connection == "fixed-ports" and links:
        message = f"the kernel opens the {links} links itself, on other ports: its machine must accept connections"
        yield row.problem("kernel-side-ports", "connection", message, 'connection = "tunnel" needs ssh alone')
    if further_ports(kernel, version) and kernel.launch_command is None:
        message = f"the kernel opens the {links} links itself, in the tunnel, if it has the file {kernel.kernel_init}"
        key = "kernel_init" if row.given("kernel_init") else "connection"
        yield row.problem("tunnel-links-missing", key, message, "`rkconf setup` writes that file, and the way there")
