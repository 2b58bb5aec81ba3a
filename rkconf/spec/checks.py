"""What no version can make work: names, hosts, ports and combinations that contradict each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from rkconf import versions
from rkconf.diagnostics import Problem
from rkconf.entries import keys
from rkconf.errors import UsageError
from rkconf.spec import wording
from rkconf.spec.model import Kernel, Parallel, Specification
from rkconf.toml import Path, Places

FIRST_UNPRIVILEGED = 1024
LAST_PORT = 65535
# The two ports of the main link, and four more where the version has further links.
MOST_PORTS = 6
LOCAL = "Local"


@dataclass(frozen=True, slots=True)
class Row:
    """One kernel or one group of parallel kernels, and where it stands."""

    table: Kernel | Parallel
    path: Path
    places: Places

    @property
    def name(self) -> str:
        """What it is called: parallel kernels may have no name but that of their machine."""
        return self.table.name or self.table.host or ""

    def problem(self, rule: str, key: str, message: str, advice: str = "") -> Problem:
        """Return a problem at the value of ``key``, or at the row where it has none."""
        steps = (int(step) if step.isdigit() else step for step in key.split("."))
        return Problem(rule, self.places.of((*self.path, *steps)).value, message, advice)

    def impossible(self, key: str, message: str, advice: str = "") -> Problem:
        """Return the problem that this cannot work."""
        return self.problem("impossible-specification", key, message, advice)

    def given(self, key: str) -> bool:
        """Say whether ``key`` is written down."""
        return key in self.table.model_fields_set


Check: TypeAlias = Callable[[Row], Iterator[Problem]]


def rows(specification: Specification, places: Places) -> tuple[Row, ...]:
    """Return every kernel and every group of parallel kernels."""
    kernels = (Row(kernel, ("kernels", index), places) for index, kernel in enumerate(specification.kernels))
    parallel = (Row(group, ("parallel", index), places) for index, group in enumerate(specification.parallel))
    return (*kernels, *parallel)


def check(specification: Specification, places: Places) -> Iterator[Problem]:
    """Yield what is wrong whatever the version is."""
    yield from _versions(specification, places)
    ports = _Ports()
    names: dict[str, Row] = {}
    for row in rows(specification, places):
        yield from _same_name(row, names)
        yield from ports.check(row)
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


@dataclass(slots=True)
class _Ports:
    """The fixed ports that are taken, and the name of the kernel that has each."""

    taken: dict[int, str] = field(default_factory=dict)

    def check(self, row: Row) -> Iterator[Problem]:
        ports = row.table.ports
        if ports is None:
            return
        for index, port in enumerate(ports):
            fault = self._fault(port)
            if fault:
                yield row.problem("bad-link-name", f"ports.{index}", fault, self._advice(ports))
            self.taken.setdefault(port, row.name)

    def _fault(self, port: int) -> str | None:
        if port < FIRST_UNPRIVILEGED:
            return f"port {port} is privileged: only an administrator can open it"
        if port in self.taken:
            return f"port {port} is taken already, by {self.taken[port]}"
        return None

    def _advice(self, ports: tuple[int, int]) -> str:
        low, high = self._next_free(max(*ports, FIRST_UNPRIVILEGED - 1))
        return f"next free: ports = [{low}, {high}]"

    def _next_free(self, above: int) -> tuple[int, int]:
        """Return two ports that are free, with those behind them that the link may need too."""
        candidates = (*range(above + 1, LAST_PORT - MOST_PORTS), *range(FIRST_UNPRIVILEGED, above))
        for port in candidates:
            if not self.taken.keys() & set(range(port, port + MOST_PORTS)):
                return port, port + 1
        return candidates[0], candidates[0] + 1


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


def _connection(row: Row) -> Iterator[Problem]:
    table = row.table
    if isinstance(table, Parallel):
        yield from _parallel_connection(row, table)
    elif table.connection != "direct" and table.ports is None and table.mlopen_arguments is None:
        message = f"{table.connection} needs two ports"
        yield row.problem("incomplete-entry", "connection", message, "such as ports = [31415, 31416]")
    elif table.connection == "direct" and table.ports is not None:
        message = "a direct connection takes the ports that are free at the moment"
        yield row.impossible("ports", message, 'connection = "fixed-ports" or "tunnel" fixes them')


def _parallel_connection(row: Row, table: Parallel) -> Iterator[Problem]:
    if table.connection == "fixed-ports" or table.ports is not None:
        key = "connection" if table.connection == "fixed-ports" else "ports"
        message = "the kernel that starts parallel kernels picks the ports itself: they cannot be fixed"
        yield row.impossible(key, message, 'connection = "direct" or "tunnel", without ports')


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
    if isinstance(table, Kernel) and table.host is None and table.launch_command is None:
        yield row.problem("incomplete-entry", "", f"{table.name} has neither host nor launch_command")
    if isinstance(table, Kernel) and table.name == LOCAL:
        yield row.impossible("name", f'"{LOCAL}" is the kernel of the Front End\'s own machine', "choose another name")


def _extra(row: Row) -> Iterator[Problem]:
    if not isinstance(row.table, Kernel):
        return
    boxes = keys.BASIC if row.table.options == "basic" else keys.ADVANCED
    for key, text in row.table.extra.items():
        place = f"extra.{key}" if "." not in key else "extra"
        fault = wording.fault_in_expression(text)
        if fault:
            yield row.impossible(place, f"{key} cannot be used: {fault}")
        if key in (*keys.BOOLEANS, *boxes):
            yield row.impossible(place, f"{key} is written anyway", "give its value with the key that it has here")


_CHECKS: tuple[Check, ...] = (_texts, _host, _ssh, _connection, _transport, _basic, _extra)
