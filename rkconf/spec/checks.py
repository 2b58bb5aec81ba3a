"""What no version can make work: names, hosts, ports and combinations that contradict each other."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from rkconf import link, versions
from rkconf.diagnostics import Problem
from rkconf.entries import keys
from rkconf.errors import UsageError
from rkconf.link.name import PRIVILEGED
from rkconf.source import Source
from rkconf.spec import wording
from rkconf.spec.model import Kernel, Parallel, Specification
from rkconf.spec.ports import TakenPorts
from rkconf.spec.rows import Row, rows
from rkconf.toml import Path, Places

LOCAL = "Local"


Check: TypeAlias = Callable[[Row], Iterator[Problem]]


def check(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield what is wrong whatever the version is."""
    yield from _versions(specification, places)
    every = rows(specification, places)
    taken = TakenPorts(every)
    names: dict[str, Row] = {}
    for row in every:
        yield from _same_name(row, names)
        yield from _taken(row, taken)
        yield from _connection(row, taken)
        for find in _CHECKS:
            yield from find(row)


def _versions(specification: Specification, places: Places) -> Iterator[Problem]:
    found: list[tuple[Path, str | None, bool]] = [(("frontend", "version"), specification.frontend.version, True)]
    found += [((*row.path, "kernel_version"), row.table.kernel_version, False) for row in rows(specification, places)]
    for path, text, front_end in found:
        try:
            if text is not None:
                versions.parse(text, front_end=front_end)
        except UsageError as error:
            yield Problem("impossible-specification", places.of(path).value, str(error))


def _same_name(row: Row, names: dict[str, Row]) -> Iterator[Problem]:
    name = row.table.name
    if name is None or isinstance(row.table, Parallel):
        return
    first = names.setdefault(name, row)
    if first is not row:
        message = f"a second kernel named {name}: the Front End would keep one of them"
        yield row.problem("duplicate-entry", "name", message, "names are free: choose another one")


def _taken(row: Row, taken: TakenPorts) -> Iterator[Problem]:
    """Yield which fixed ports cannot be opened, or only once."""
    for index, port in enumerate(row.table.ports or ()):
        holder = taken.holder(row, port)
        if port < PRIVILEGED:
            message = f"port {port} is privileged: only an administrator can open it"
        elif holder is not None:
            message = f"port {port} is taken already, by {holder}"
        else:
            taken.take(row, port)
            continue
        yield row.problem("bad-link-name", f"ports.{index}", message, taken.advice(row))


def _texts(row: Row) -> Iterator[Problem]:
    judges: dict[str, Callable[[str], str | None]] = {
        "name": wording.fault_in_name,
        "host": wording.fault_in_host,
        "user": wording.fault_in_user,
        "kernel": wording.fault_in_path,
        "kernel_init": wording.fault_in_path,
        "launch_command": wording.fault_in_command,
        "command": wording.fault_in_command,
    }
    for key, judge in judges.items():
        text: str | None = getattr(row.table, key, None)
        fault = None if text is None else judge(text)
        if text is not None and fault:
            yield replace(row.impossible(key, f"{key} cannot be used: {fault}"), secret=wording.password_in(key, text))


def _ssh(row: Row) -> Iterator[Problem]:
    forwards = row.table.connection == "tunnel"
    for name, value in row.table.ssh.items():
        key = f"ssh.{name}" if "." not in name else "ssh"
        fault = wording.fault_in_setting(name, value, forwards=forwards)
        if fault:
            yield row.impossible(key, f"ssh option cannot be used: {fault}")
        if wording.is_unchecked_host(name, value):
            message = f"{name} = {value} accepts any machine for the host"
            yield row.impossible(key, message, 'StrictHostKeyChecking = "accept-new" is safe')
    for index, fault in wording.faults_in_options(row.table.ssh_options, forwards=forwards).items():
        yield row.impossible(f"ssh_options.{index}", f"ssh option cannot be used: {fault}")


def _connection(row: Row, taken: TakenPorts) -> Iterator[Problem]:
    table = row.table
    if isinstance(table, Parallel):
        yield from _parallel_connection(row, table)
    elif table.connection != "direct":
        yield from _fixed(row, table, taken)
    elif table.ports is not None:
        message = "a direct connection takes the ports that are free at the moment"
        yield row.impossible("ports", message, 'connection = "fixed-ports" or "tunnel" fixes them')


def _fixed(row: Row, table: Kernel, taken: TakenPorts) -> Iterator[Problem]:
    """Yield what keeps both ends of the link from having the same two ports."""
    opened = _opened(table)
    if table.ports is None and _wants_ports(table, opened):
        advice = (
            f"give {_listed(opened)}, which mlopen_arguments opens" if opened else f"such as {taken.next_free(row)}"
        )
        yield row.problem("incomplete-entry", "connection", f"{table.connection} needs two ports", advice)
    elif table.ports is not None and not _agree(table, table.ports, opened):
        message = f"mlopen_arguments opens {_listed(opened or ())}, and here are {_listed(table.ports)}"
        yield row.impossible("ports", message, "give the same ports in both, or leave mlopen_arguments away")


def _wants_ports(table: Kernel, opened: tuple[int, ...] | None) -> bool:
    """Say whether a box is left to write for which the ports must be known."""
    if table.mlopen_arguments is None:
        return True
    # The kernel is told fixed ports by the link's own name; a tunnel has them in its launch command.
    return table.launch_command is None and (table.connection == "tunnel" or opened == ())


def _opened(table: Kernel) -> tuple[int, ...] | None:
    """Return the ports that verbatim arguments to MLOpen fix; None without arguments or where they cannot be read."""
    if table.mlopen_arguments is None:
        return None
    found = link.read(link.split(Source("", table.mlopen_arguments.encode()).excerpt()))
    if found.flag("LinkName") is None:
        return ()
    return found.name.ports if found.name else None


def _agree(table: Kernel, ports: tuple[int, int], opened: tuple[int, ...] | None) -> bool:
    """Compare the ports; in a tunnel, whose other end is written from `ports`, their order counts too."""
    if opened is None or table.launch_command is not None:
        return True
    return opened == ports if table.connection == "tunnel" else sorted(opened) == sorted(ports)


def _listed(ports: tuple[int, ...]) -> str:
    return " and ".join(map(str, ports)) or "no fixed ports"


def _parallel_connection(row: Row, table: Parallel) -> Iterator[Problem]:
    if table.connection == "fixed-ports":
        message = "the kernel that starts parallel kernels picks the ports itself: they cannot be fixed on its machine"
        yield row.impossible("connection", message, 'connection = "tunnel" can fix those on the kernel\'s machine')
    elif table.connection == "direct" and table.ports is not None:
        message = "a direct connection takes the ports that are free at the moment"
        yield row.impossible("ports", message, 'connection = "tunnel" can fix those on the kernel\'s machine')
    elif table.ports is not None and table.count > 1:
        message = f"two ports serve one kernel, and here are {table.count}"
        yield row.impossible("count", message, "leave ports away: each kernel then has a tunnel for ports of its own")


_NOT_FOR_MATHSSH = ("port", "ssh", "ssh_options", "verbose", "ports")
_NOT_FOR_BASIC = (
    *("port", "kernel", "transport", "connection", "ports", "kernel_init"),
    *("ssh", "ssh_options", "verbose", "mlopen_arguments", "launch_command"),
)


def _transport(row: Row) -> Iterator[Problem]:
    table = row.table
    if not isinstance(table, Kernel) or table.transport == "ssh" or table.launch_command is not None:
        return
    for key in _NOT_FOR_MATHSSH:
        if row.given(key):
            yield row.impossible(key, f"mathssh has nothing like {key}", 'transport = "ssh" has it')
    if table.connection != "direct":
        yield row.impossible("connection", f"mathssh is not attested for {table.connection}", 'use transport = "ssh"')


def _basic(row: Row) -> Iterator[Problem]:
    if not isinstance(row.table, Kernel) or row.table.options != "basic":
        return
    for key in _NOT_FOR_BASIC:
        if row.given(key):
            message = f"Basic Options know host and user alone, not {key}: the Front End makes the command"
            yield row.impossible(key, message, 'options = "advanced" has it')


def _host(row: Row) -> Iterator[Problem]:
    table = row.table
    if isinstance(table, Kernel) and table.host is None and not _names_a_machine(table):
        yield row.problem("incomplete-entry", "", f"{table.name} has neither host nor launch_command")
    if isinstance(table, Kernel) and table.name == LOCAL:
        yield row.impossible("name", f'"{LOCAL}" is the kernel of the Front End\'s own machine', "choose another name")


def _names_a_machine(table: Kernel) -> bool:
    """Say whether a kernel without a host has its machine in words of its own."""
    return table.launch_command is not None or (table.options == "basic" and keys.BASIC[0] in table.extra)


def _extra(row: Row) -> Iterator[Problem]:
    if not isinstance(row.table, Kernel):
        return
    written = {*keys.BOOLEANS, *_boxes(row.table)}
    for key, text in row.table.extra.items():
        place = f"extra.{key}" if "." not in key else "extra"
        fault = wording.fault_in_expression(text)
        if fault:
            yield row.impossible(place, f"{key} cannot be used: {fault}")
        if key in written:
            yield row.impossible(place, f"{key} is written anyway", "give its value with the key that it has here")


def _boxes(table: Kernel) -> Iterator[str]:
    """Yield the keys of the boxes that are written; a basic one without a value is not."""
    if table.options == "advanced":
        yield from keys.ADVANCED
    else:
        yield from (key for key, value in zip(keys.BASIC, (table.host, table.user), strict=True) if value is not None)


_CHECKS: tuple[Check, ...] = (_texts, _host, _ssh, _transport, _basic, _extra)
