"""Errors in a specification that do not depend on the version: names, hosts, ports, and contradictory keys."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from rkconf import link, versions
from rkconf.diagnostics import Problem, Severity, enumeration
from rkconf.entries import keys
from rkconf.errors import UsageError
from rkconf.link.name import PRIVILEGED
from rkconf.record import replace
from rkconf.source import Source
from rkconf.spec import advice, guide_words, ssh_checks, value_checks
from rkconf.spec.model import Kernel, Parallel, Specification
from rkconf.spec.ports import TakenPorts
from rkconf.spec.rows import Row, rows
from rkconf.toml import Path, Places

LOCAL = "Local"


RowCheck: TypeAlias = Callable[[Row], Iterator[Problem]]


def check(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield the problems that do not depend on the version."""
    yield from _versions(specification, places)
    every = rows(specification, places)
    taken = TakenPorts(every)
    names: dict[str, Row] = {}
    for row in every:
        yield from _same_name(row, names)
        yield from _taken(row, taken)
        yield from _connection(row, taken)
        for check_row in _CHECKS:
            yield from check_row(row)


def _versions(specification: Specification, places: Places) -> Iterator[Problem]:
    found: list[tuple[Path, str | None, bool]] = [(("frontend", "version"), specification.frontend.version, True)]
    found += [((*row.path, "kernel_version"), row.table.kernel_version, False) for row in rows(specification, places)]
    for path, text, front_end in found:
        if text is None:
            continue
        place = places.of(path).value
        try:
            versions.parse(text)
        except UsageError as error:
            yield Problem("impossible-specification", place, str(error))
        else:
            note = versions.note(text, front_end=front_end)
            yield from [Problem("not-understood", place, note, severity=Severity.INFO)] if note else []


def _same_name(row: Row, names: dict[str, Row]) -> Iterator[Problem]:
    name = row.table.name
    if name is None or isinstance(row.table, Parallel):
        return
    first = names.setdefault(name, row)
    if first is not row:
        message = f"this is a second kernel named {name}: the Front End would keep only one of them"
        yield row.problem("duplicate-entry", "name", message, "choose another name")


def _taken(row: Row, taken: TakenPorts) -> Iterator[Problem]:
    """Yield the fixed ports that cannot be opened, or that another row uses."""
    for index, port in enumerate(row.table.ports or ()):
        holder = taken.holder(row, port)
        if port < PRIVILEGED:
            message = f"port {port} is privileged: only an administrator can open it"
        elif holder is not None:
            message = f"port {port} is already used by {holder}"
        else:
            taken.take(row, port)
            continue
        yield row.problem("bad-link-name", ("ports", index), message, taken.advice(row))


def _texts(row: Row) -> Iterator[Problem]:
    checks: dict[str, Callable[[str], str | None]] = {
        "name": value_checks.name_error,
        "host": value_checks.host_error,
        "user": value_checks.user_error,
        "kernel": value_checks.path_error,
        "kernel_init": value_checks.path_error,
        "launch_command": value_checks.command_error,
        "command": value_checks.command_error,
    }
    guided = {problem.span for problem in guide_words.in_brackets(row)}
    for key, find_error in checks.items():
        text: str | None = getattr(row.table, key, None)
        error = None if text is None else find_error(text)
        if text is not None and error and row.impossible(key, "").span not in guided:
            secret = value_checks.password_in(key, text)
            problem = row.impossible(key, f"{key} cannot be used: {error}", advice.for_login(key, text))
            yield replace(problem, secret=secret)


def _ssh(row: Row) -> Iterator[Problem]:
    forwards = row.table.connection == "tunnel"
    for name, value in row.table.ssh.items():
        key = ("ssh", name)
        error = ssh_checks.setting_error(name, value, forwards=forwards)
        if error:
            yield row.impossible(key, f"this ssh option cannot be used: {error}")
        if ssh_checks.is_unchecked_host(name, value):
            message = f"with {name} = {value} ssh accepts any machine for the host"
            yield row.impossible(key, message, 'use StrictHostKeyChecking = "accept-new"')
    for index, error in ssh_checks.option_errors(row.table.ssh_options, forwards=forwards).items():
        yield row.impossible(("ssh_options", index), f"this ssh option cannot be used: {error}")


def _connection(row: Row, taken: TakenPorts) -> Iterator[Problem]:
    table = row.table
    if isinstance(table, Parallel):
        yield from _parallel_connection(row, table)
    elif table.connection != "direct":
        yield from _fixed(row, table, taken)
    elif table.ports is not None:
        message = "a direct connection uses any free ports, so none can be fixed"
        yield row.impossible("ports", message, 'use connection = "fixed-ports" or "tunnel"')


def _fixed(row: Row, table: Kernel, taken: TakenPorts) -> Iterator[Problem]:
    """Yield the reasons why the two ends of the link would not use the same two ports."""
    opened = _opened(table)
    if table.ports is None and _wants_ports(table, opened):
        advice = f"add those of mlopen_arguments: {_listed(opened)}" if opened else f"add {taken.next_free(row)}"
        yield row.problem("incomplete-entry", "connection", f"{table.connection} needs two ports", advice)
    elif table.ports is not None and not _agree(table, table.ports, opened):
        message = f"mlopen_arguments opens {_listed(opened or ())}, but ports gives {_listed(table.ports)}"
        yield row.impossible("ports", message, "give the same ports in both, or remove mlopen_arguments")


def _wants_ports(table: Kernel, opened: tuple[int, ...] | None) -> bool:
    """Return whether the ports are needed to generate a field."""
    if table.mlopen_arguments is None:
        return True
    # With fixed ports `linkname` passes them to the kernel; a tunnel needs them in its launch command.
    return table.launch_command is None and (table.connection == "tunnel" or opened == ())


def _opened(table: Kernel) -> tuple[int, ...] | None:
    """Return the ports that verbatim arguments to MLOpen fix; None without arguments or where they cannot be parsed."""
    if table.mlopen_arguments is None:
        return None
    found = link.read(link.split(Source("", table.mlopen_arguments.encode()).excerpt()))
    if found.flag("LinkName") is None:
        return ()
    return found.name.ports if found.name else None


def _agree(table: Kernel, ports: tuple[int, int], opened: tuple[int, ...] | None) -> bool:
    """Return whether the ports are the same; in a tunnel, whose other end has `ports`, their order matters too."""
    if opened is None or table.launch_command is not None:
        return True
    return opened == ports if table.connection == "tunnel" else sorted(opened) == sorted(ports)


def _described(row: Row) -> Iterator[Problem]:
    """Yield the errors in the keys for the link and the arguments of parallel kernels."""
    table = row.table
    if not isinstance(table, Parallel):
        return
    if table.forward_port is not None and table.method != "forward":
        message = 'only the method "forward" has a separate port'
        yield row.impossible("forward_port", message, 'add method = "forward", or remove forward_port')
    for index, word in enumerate(table.arguments):
        error = value_checks.quoting_error(word, dash=True)
        if error:
            yield row.impossible(("arguments", index), f"this argument cannot be used: {error}")
        elif link.is_link_flag(word):
            message = f"rkconf writes the arguments of the link itself, and {word} contradicts them"
            yield row.impossible(("arguments", index), message, "remove it with its value")


def _listed(ports: tuple[int, ...]) -> str:
    return enumeration(map(str, ports)) or "no fixed ports"


_TUNNEL_FIXES = 'use connection = "tunnel", which can fix those on the kernel\'s machine'


def _parallel_connection(row: Row, table: Parallel) -> Iterator[Problem]:
    if table.connection == "fixed-ports":
        message = "the kernel that starts parallel kernels picks the ports itself: they cannot be fixed on its machine"
        yield row.impossible("connection", message, _TUNNEL_FIXES)
    elif table.connection == "direct" and table.ports is not None:
        message = "a direct connection uses any free ports, so none can be fixed"
        yield row.impossible("ports", message, _TUNNEL_FIXES)
    elif table.ports is not None and table.count > 1:
        message = f"two ports are enough for one kernel, but count is {table.count}"
        yield row.impossible("count", message, "remove ports: each kernel then has a tunnel for its own ports")


NOT_FOR_MATHSSH = ("port", "ssh", "ssh_options", "verbose", "may_prompt", "ports")
NOT_FOR_BASIC = (
    *("port", "kernel", "transport", "connection", "ports", "kernel_init"),
    *("ssh", "ssh_options", "verbose", "may_prompt", "mlopen_arguments", "launch_command"),
)


def _transport(row: Row) -> Iterator[Problem]:
    table = row.table
    if not isinstance(table, Kernel) or table.transport == "ssh" or table.launch_command is not None:
        return
    for key in NOT_FOR_MATHSSH:
        if row.given(key):
            yield row.impossible(key, f"mathssh does not support {key}", 'use transport = "ssh"')
    if table.connection != "direct":
        yield row.impossible(
            "connection", f"mathssh is not known to work with {table.connection}", 'use transport = "ssh"'
        )


def _basic(row: Row) -> Iterator[Problem]:
    if not isinstance(row.table, Kernel) or row.table.options != "basic":
        return
    for key in NOT_FOR_BASIC:
        if row.given(key):
            message = f"Basic Options have only host and user, not {key}: the Front End writes the command"
            yield row.impossible(key, message, 'use options = "advanced"')


def _host(row: Row) -> Iterator[Problem]:
    table = row.table
    if isinstance(table, Kernel) and table.host is None and not _names_a_machine(table):
        yield row.problem(
            "incomplete-entry", "", f"{table.name} has neither host nor launch_command", 'add host = "skye.local"'
        )
    if isinstance(table, Kernel) and table.name == LOCAL:
        yield row.impossible("name", f'"{LOCAL}" is the kernel of the Front End\'s own machine', "choose another name")


def _names_a_machine(table: Kernel) -> bool:
    """Return whether a kernel without a host names its machine in a verbatim value."""
    return table.launch_command is not None or (table.options == "basic" and keys.BASIC[0] in table.extra)


def _extra(row: Row) -> Iterator[Problem]:
    if not isinstance(row.table, Kernel):
        return
    written = {*keys.BOOLEANS, *_boxes(row.table)}
    for key, text in row.table.extra.items():
        place = ("extra", key)
        error = value_checks.expression_error(text)
        if error:
            yield row.impossible(place, f"{key} cannot be used: {error}")
        if key in written:
            yield row.impossible(
                place, f"rkconf writes {key} itself", "use the separate key of the specification for it"
            )


def _boxes(table: Kernel) -> Iterator[str]:
    """Yield the keys of the fields that are written; a field of Basic Options without a value is not."""
    if table.options == "advanced":
        yield from keys.ADVANCED
    else:
        yield from (key for key, value in zip(keys.BASIC, (table.host, table.user), strict=True) if value is not None)


_CHECKS: tuple[RowCheck, ...] = (
    *(guide_words.in_brackets, _texts, _host, _ssh, _transport),
    *(_basic, _extra, _described),
)
