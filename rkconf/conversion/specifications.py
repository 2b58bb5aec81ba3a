"""Convert a specification to another version: its `version`, and the values that depend on it."""

from collections.abc import Iterator

from rkconf.conversion import commands
from rkconf.conversion.changes import EditOrRemark, Loss, Note
from rkconf.edits import Edit
from rkconf.rendering import advice, inexpressible, kernel_side_links
from rkconf.source import Span
from rkconf.spec import Kernel, Loaded, Row, further_ports, kernel_version, rows, strings
from rkconf.versions import Version


def convert(loaded: Loaded, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield the edits and remarks; comments and order are kept."""
    version = loaded.places.by_path.get(("frontend", "version"))
    if version:
        yield _rewritten(loaded, version.value, new.name)
    for row in rows(loaded.specification, loaded.places) if loaded.specification else ():
        yield from _leave_mathssh(loaded, row, old, new)
        yield from _kernel_init(row, old, new)
        yield from _kernel_opens_links(row, old, new)
    yield from _advised(loaded, old, new)


def _rewritten(loaded: Loaded, span: Span, text: str) -> Edit:
    """Replace the text between the quotes of the string at ``span``."""
    return Edit.replace(strings.read(loaded.source, span).span, text)


def _leave_mathssh(loaded: Loaded, row: Row, old: Version, new: Version) -> Iterator[EditOrRemark]:
    if not isinstance(row.table, Kernel) or row.table.transport != "mathssh" or row.table.launch_command is not None:
        return
    is_known_to_work = kernel_version(row.table, old).name in old.mathssh_kernels
    if is_known_to_work and kernel_version(row.table, new).name not in new.mathssh_kernels:
        span = row.places.of((*row.path, "transport")).value
        yield _rewritten(loaded, span, "ssh")
        message = f"ssh replaces mathssh, which is not known to work with version {new}"
        login = f"{row.table.user}@{row.table.host}" if row.table.user else row.table.host
        yield Note(span, message, f"`ssh {login}` must log in without prompting")


def _kernel_init(row: Row, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Note the file that the kernel's machine needs in the new version."""
    table = row.table
    if isinstance(table, Kernel) and further_ports(table, new) and not further_ports(table, old):
        message = f"the kernel of version {new} opens additional links, which need the init file {table.kernel_init}"
        span = row.places.of((*row.path, "connection")).value
        yield Note(span, message, f"copy the file, which `rkconf setup` writes, to the home directory on {table.host}")


def _kernel_opens_links(row: Row, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Note that the kernel's machine must accept connections in the new version, unless the command is verbatim."""
    table = row.table
    if not isinstance(table, Kernel) or table.connection == "tunnel" or table.launch_command is not None:
        return
    if new.random_links and not old.random_links and table.options == "advanced":
        yield commands.calls_front_end(row.places.of((*row.path, "host")).value, table.host or row.name, new)
    if kernel_side_links(new) and not kernel_side_links(old):
        yield commands.must_accept_connections(row.places.of((*row.path, "host")).value, table.host or row.name, new)


def _advised(loaded: Loaded, old: Version, new: Version) -> Iterator[EditOrRemark]:
    """Yield what rendering reports in the new version only: a loss for each value that it cannot express there."""
    written = rows(loaded.specification, loaded.places) if loaded.specification else ()
    lost = {problem.span for row in written for problem in inexpressible(row, new)}
    known = {problem.span for problem in advice(loaded, old)}
    for problem in advice(loaded, new):
        # The other rules are about the links of kernels, which the functions above compare.
        if problem.rule == "not-understood" and problem.span not in known:
            kind = Loss if problem.span in lost else Note
            yield kind(problem.span, problem.message, problem.help)
