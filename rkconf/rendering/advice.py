"""Notes on rendered entries: needs on the machines, and unverified assumptions."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import Literal

from rkconf import tables
from rkconf.diagnostics import Problem, enumeration
from rkconf.record import record
from rkconf.rendering.description import ROUTE, left_to_ssh
from rkconf.spec import Kernel, Loaded, Parallel, Row, front_end_os, further_ports, is_described, kernel_path, rows
from rkconf.ssh.settings import written as setting
from rkconf.versions import Version


@record
class RenderingDoubt:
    """An unverified assumption of a rendered command."""

    at: Literal["os", "ports", "host"]
    """The key of the specification that causes it: ``os`` of the Front End, or a key of the row."""
    message: str
    """The assumption."""
    help: str
    """The remedy if the assumption is wrong."""


@record
class RenderingDoubts:
    """All unverified assumptions."""

    outer_quotes: RenderingDoubt
    """How the Front End on Windows treats quotes around a command."""
    ssh_on_windows: RenderingDoubt
    """How ssh on Windows splits its words."""
    other_ports: RenderingDoubt
    """A link whose two sides use different ports."""
    unreported: RenderingDoubt
    """An entry for a version for which no report of such a kernel is known."""


@cache
def _table() -> RenderingDoubts:
    return tables.read(RenderingDoubts, "rendering/doubts.toml")


def advice(loaded: Loaded, version: Version, names: Collection[str] = ()) -> Iterator[Problem]:
    """Yield the needs and the unverified assumptions of rendered entries, each at its place in the specification."""
    written = loaded.specification
    chosen = [row for row in (rows(written, loaded.places) if written else ()) if not names or row.table.name in names]
    for row in chosen:
        if isinstance(row.table, Kernel):
            yield from _kernel_side(row, row.table, version)
        else:
            yield from _parallel(row, row.table, version)
    if written and chosen:
        yield from _unverified(chosen, front_end_os(written), version)


def _parallel(row: Row, group: Parallel, version: Version) -> Iterator[Problem]:
    yield from inexpressible(row, version)
    if is_described(group, version):
        yield from _left_out(row, group, version)
    elif version.parallel_description:
        message = (
            f"a verbatim command needs {version.parallel_head}, and it is not known whether version {version} has it"
        )
        advice = f"remove command: then rkconf writes a {version.parallel_description}"
        yield row.problem("not-understood", "command", message, advice)


def inexpressible(row: Row, version: Version) -> Iterator[Problem]:
    """Yield the values of a group of parallel kernels that its rendering in ``version`` cannot express."""
    if isinstance(row.table, Kernel):
        return
    if not is_described(row.table, version):
        yield from _only_described(row, row.table, version)
        return
    for name in left_to_ssh(row.table):
        if name.lower() in ROUTE:
            yield _left_to_ssh(row, row.table, name, version)


def _left_to_ssh(row: Row, group: Parallel, name: str, version: Version) -> Problem:
    head = version.parallel_description
    message = f"the {head} does not contain {name}: options of ssh in it replace others that are not documented"
    advice = f"write `{name} {setting(name, group.ssh[name])}` for {group.host} into ~/.ssh/config"
    return row.problem("not-understood", ("ssh", name), message, advice)


def doubts(rows: Iterable[Kernel | Parallel], os: str | None, version: Version) -> tuple[RenderingDoubt, ...]:
    """Return the unverified assumptions of the commands that rkconf writes for ``os``, each once."""
    return tuple(dict.fromkeys(doubt for row in rows for doubt in _assumed(row, os, version)))


def _assumed(table: Kernel | Parallel, os: str | None, version: Version) -> Iterator[RenderingDoubt]:
    """Yield the unverified assumptions of a generated command."""
    if isinstance(table, Kernel) and table.launch_command is None and not version.remote_kernels_reported:
        yield _table().unreported
    if isinstance(table, Parallel) and table.ports and table.command is None and not is_described(table, version):
        yield _table().other_ports
    if os == "windows" and isinstance(table, Kernel) and table.options == "advanced" and table.launch_command is None:
        yield _table().outer_quotes
        if table.transport == "ssh":
            yield _table().ssh_on_windows


def _unverified(chosen: Sequence[Row], os: str | None, version: Version) -> Iterator[Problem]:
    """Yield the unverified assumptions, each once, at the first row that makes them."""
    first: dict[RenderingDoubt, Row] = {}
    for row in chosen:
        for doubt in _assumed(row.table, os, version):
            first.setdefault(doubt, row)
    for doubt, row in first.items():
        path = ("frontend", "os") if doubt.at == "os" else (*row.path, doubt.at)
        place = row.places.of(path if path in row.places.by_path else row.path).value
        yield Problem("not-understood", place, doubt.message, doubt.help)


def kernel_side_links(version: Version) -> str:
    """Return the names of the links that the kernel opens; an empty text where there are none."""
    return enumeration(link.name for link in version.links if link.listener == "kernel")


def _left_out(row: Row, group: Parallel, version: Version) -> Iterator[Problem]:
    """Yield the other values of the specification that a description does not contain or need."""
    head = version.parallel_description
    for name in left_to_ssh(group):
        if name.lower() not in ROUTE:
            yield _left_to_ssh(row, group, name, version)
    if group.verbose:
        yield row.problem(
            "not-understood", "verbose", f"the {head} does not contain -v", "test the login with `ssh -v`"
        )
    if group.connection == "tunnel":
        message = f"a {head} needs no tunnel and no ports: its link is the connection of ssh itself"
        yield row.problem("not-understood", "connection", message)
    yield from _doubtful(row, group, version)


def _doubtful(row: Row, group: Parallel, version: Version) -> Iterator[Problem]:
    """Yield the values with a doubtful effect in a description."""
    head = version.parallel_description
    if " " in (kernel_path(group, version) or ""):
        message = f"it is not known how a {head} quotes a path with a space"
        key = "kernel" if row.given("kernel") else "os"
        advice = "use a path without spaces, such as that of a script or a symbolic link"
        yield row.problem("not-understood", key, message, advice)
    if group.count > _AT_ONCE:
        message = f"with {group.count} kernels in one {head}, fewer have been reported to start than were asked for"
        advice = f"if that happens, write several groups of at most {_AT_ONCE} kernels, or raise timeout"
        yield row.problem("not-understood", "count", message, advice)


_AT_ONCE = 8
"""More kernels than this get a note; the reports are of 20 kernels, and no page gives a limit."""


_ONLY_DESCRIBED = ("timeout", "method", "forward_port")
"""The keys of parallel kernels that a launch command cannot express."""


def _only_described(row: Row, group: Parallel, version: Version) -> Iterator[Problem]:
    """Yield the values that only a description has, for a group with a launch command."""
    reason = "a verbatim command has" if group.command is not None else f"the launch commands of version {version} have"
    for key in _ONLY_DESCRIBED:
        if row.given(key):
            yield row.problem("not-understood", key, f"{reason} no place for {key}", f"remove {key} for this version")


def _kernel_side(row: Row, kernel: Kernel, version: Version) -> Iterator[Problem]:
    links = kernel_side_links(version)
    if kernel.connection == "fixed-ports" and links:
        message = f"the kernel opens the {links} links itself, on other ports: its machine must accept connections"
        yield row.problem("kernel-side-ports", "connection", message, 'use connection = "tunnel": it needs only ssh')
    if further_ports(kernel, version) and kernel.launch_command is None:
        message = (
            f"the kernel opens the {links} links in the tunnel only if it finds the init file {kernel.kernel_init}"
        )
        key = "kernel_init" if row.given("kernel_init") else "connection"
        yield row.problem(
            "tunnel-links-missing", key, message, "run `rkconf setup`: it writes that file, and how to copy it there"
        )
    yield from _random_links(row, kernel, version)


def _random_links(row: Row, kernel: Kernel, version: Version) -> Iterator[Problem]:
    """Yield the needs of the links for which the kernel calls the Front End on ports that nobody can choose."""
    names = enumeration(version.random_links)
    if not names or kernel.connection == "tunnel" or kernel.options == "basic" or kernel.launch_command is not None:
        return
    ports = "; the two ports are those of the main link alone" if kernel.connection == "fixed-ports" else ""
    message = f"the kernel calls the Front End for the {names} links, on ports that the Front End chooses{ports}"
    advice = f"allow connections from {kernel.host} on every port of the Front End's machine"
    yield row.problem("kernel-side-ports", "connection", message, advice)
