"""What else a rendered entry needs: things that no text of an entry can say."""

from collections.abc import Collection, Iterator

from rkconf.diagnostics import Problem
from rkconf.spec import Kernel, Loaded, further_ports, rows
from rkconf.spec.checks import Row
from rkconf.versions import Version


def advice(loaded: Loaded, version: Version, names: Collection[str] = ()) -> Iterator[Problem]:
    """Yield what must be so on the kernels' machines, each at its place in the specification."""
    for row in rows(loaded.specification, loaded.places) if loaded.specification else ():
        if isinstance(row.table, Kernel) and (not names or row.table.name in names):
            yield from _kernel_side(row, row.table, version)


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
