"""The part of a launch command up to the kernel: options of ssh, the login, the program."""

from collections.abc import Iterator

from rkconf.errors import InternalError
from rkconf.shell.quoting import Quoting
from rkconf.spec import Kernel, Parallel, kernel_path
from rkconf.spec.ssh_settings import sets
from rkconf.ssh.settings import written
from rkconf.versions import Version


def login(table: Kernel | Parallel, quoting: Quoting) -> str:
    """Return the machine, with the login name where the specification gives one."""
    host = table.host or ""
    return quoting.word(f"{table.user}@{host}" if table.user else host)


def options(table: Kernel | Parallel, quoting: Quoting) -> Iterator[str]:
    """Yield the options of ssh that the specification gives, in the order of its keys."""
    yield from _fields(table)
    yield from _given(table, quoting)


def launch_options(table: Kernel | Parallel, quoting: Quoting) -> Iterator[str]:
    """Yield the options of ssh of a launch command: ssh has no terminal there, so it exits instead of asking."""
    yield from _fields(table)
    if not table.may_prompt and not sets(table, "BatchMode"):
        yield from ("-o", "BatchMode=yes")
    yield from _given(table, quoting)


def _fields(table: Kernel | Parallel) -> Iterator[str]:
    if table.verbose:
        yield "-v"
    if table.port is not None:
        yield from ("-p", str(table.port))


def _given(table: Kernel | Parallel, quoting: Quoting) -> Iterator[str]:
    for name, value in table.ssh.items():
        yield from ("-o", quoting.word(f"{name}={written(name, value)}"))
    yield from map(quoting.word, table.ssh_options)


def program(table: Kernel | Parallel, version: Version) -> str:
    """Return the kernel program.

    Raises:
        InternalError: It is unknown, which `rkconf.spec.infeasible` reports first.
    """
    path = kernel_path(table, version)
    if path is None:
        message = f"no path for the kernel of {table.name}"
        raise InternalError(message)
    return path
