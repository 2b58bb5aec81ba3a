"""Errors in a sound specification that depend on the version."""

import sys
from collections.abc import Iterator

from rkconf import versions
from rkconf.diagnostics import Problem, Severity, alternatives, enumeration
from rkconf.link.name import HIGHEST
from rkconf.record import replace
from rkconf.spec.model import Kernel, OperatingSystem, Parallel, Specification
from rkconf.spec.ports import TakenPorts
from rkconf.spec.rows import Row, is_verbatim, rows
from rkconf.toml import Places
from rkconf.versions import Version

_PLATFORMS: dict[str, OperatingSystem] = {"darwin": "macos", "win32": "windows", "cygwin": "windows"}


def this_machine() -> OperatingSystem:
    """Return the operating system that rkconf runs on."""
    return _PLATFORMS.get(sys.platform, "linux")


def front_end_os(specification: Specification) -> OperatingSystem:
    """Return the operating system of the Front End's machine; by default that of this machine."""
    return specification.frontend.os or this_machine()


def kernel_version(table: Kernel | Parallel, version: Version) -> Version:
    """Return the version of the kernel; by default that of the Front End."""
    text = table.kernel_version
    return version if text is None else versions.parse(text)


def kernel_path(table: Kernel | Parallel, version: Version) -> str | None:
    """Return the kernel program; None where neither the specification nor a fact names one."""
    return installed_kernel(table, version) if table.kernel is None else table.kernel


def installed_kernel(table: Kernel | Parallel, version: Version) -> str | None:
    """Return the path of the kernel program in an installation with the usual folder; None where no fact names it.

    Parallel kernels run without a window, so the console program is theirs.
    """
    kernel = kernel_version(table, version)
    paths = {**kernel.kernel_path, **kernel.console_path} if isinstance(table, Parallel) else kernel.kernel_path
    return paths.get(table.os or "")


def is_described(table: Kernel | Parallel, version: Version) -> bool:
    """Return whether an address and options describe the kernels in ``version``, and no launch command."""
    return isinstance(table, Parallel) and table.command is None and bool(version.parallel_description)


def infeasible(specification: Specification, version: Version, places: Places) -> Iterator[Problem]:
    """Yield the problems in ``version``, each with its place."""
    every = rows(specification, places)
    taken = TakenPorts(every, version)
    for row in every:
        if is_described(row.table, version):
            yield from _kernel(row, version)
            yield from _description(row, version)
        elif _is_generated(row):
            yield from _windows(row, front_end_os(specification))
            yield from _kernel(row, version)
            yield from _mathssh(row, version)
            yield from _tunnel(row, version)
        yield from _further_ports(row, version, taken)


def _is_generated(row: Row) -> bool:
    """Return whether rkconf writes the launch command."""
    is_basic = isinstance(row.table, Kernel) and row.table.options == "basic"
    return not is_basic and not is_verbatim(row.table)


def _windows(row: Row, front_end: OperatingSystem) -> Iterator[Problem]:
    verbatim = "launch_command" if isinstance(row.table, Kernel) else "command"
    advice = f"give the whole command as {verbatim}"
    if row.table.os == "windows":
        yield row.impossible("os", "it is unknown how to start a kernel over ssh on Windows", advice)
    elif front_end == "windows" and isinstance(row.table, Parallel):
        path = ("frontend", "os")
        span = row.places.of(path if path in row.places.by_path else row.path).value
        message = "it is unknown how a command for parallel kernels returns at once on Windows"
        advice = f'{advice}; where the starting kernel runs on Unix, render this with os = "linux"'
        yield Problem("impossible-specification", span, message, advice)


def _kernel(row: Row, version: Version) -> Iterator[Problem]:
    reported = row.table.os == "windows" and not is_described(row.table, version)
    if kernel_path(row.table, version) is not None or reported:
        return
    name = kernel_version(row.table, version).name
    if row.table.os is None:
        message = "the path of the kernel is unknown: neither kernel nor os is given"
        yield row.problem("incomplete-entry", "", message, 'add kernel = "./math.sh", for example, or os = "linux"')
    else:
        message = f"the path of version {name} on {row.table.os} is unknown"
        yield row.problem("incomplete-entry", "os", message, "give the path as kernel")


def _description(row: Row, version: Version) -> Iterator[Problem]:
    """Yield the values that have no place in the description of parallel kernels."""
    head, table = version.parallel_description, row.table
    if table.ssh_options:
        message = f"a {head} has no place for options of ssh that are words"
        yield row.impossible("ssh_options", message, "write them for this host into ~/.ssh/config")
    for key, text in (("host", table.host or ""), ("user", table.user or "")):
        mark = next((mark for mark in ":@/?" if mark in text), None)
        if mark:
            message = f"the address of a {head} cannot contain {mark} in the {key}"
            yield row.impossible(key, message, "choose a name for this machine in ~/.ssh/config, and give it as host")


def _mathssh(row: Row, version: Version) -> Iterator[Problem]:
    if not isinstance(row.table, Kernel) or row.table.transport != "mathssh":
        return
    kernel = kernel_version(row.table, version).name
    if kernel not in version.mathssh_kernels:
        known = alternatives(version.mathssh_kernels)
        reach = f"it reaches only {known}" if known else "it is not known to reach any version"
        message = f"the mathssh of version {version} may not reach a kernel of version {kernel}: {reach}"
        problem = row.problem("mathssh-version", "transport", message, 'use transport = "ssh"')
        # An existing entry may work nevertheless, so this is an error only for an entry that rkconf would write.
        yield replace(problem, severity=Severity.ERROR)


def _tunnel(row: Row, version: Version) -> Iterator[Problem]:
    """Yield a problem for a tunnel in a version with links that no tunnel can carry, unless it is for the main link."""
    table = row.table
    if isinstance(table, Parallel) or table.connection != "tunnel" or table.links == "main" or not version.random_links:
        return
    message = (
        f"a tunnel carries only the main link of version {version}: "
        f"the kernel calls the {enumeration(version.random_links)} links on ports that the Front End chooses "
        "(reported by users, not documented)"
    )
    yield row.impossible("connection", message, "; or ".join(without_tunnel(version)))


def without_tunnel(version: Version) -> Iterator[str]:
    """Yield the ways to a kernel behind a firewall where no tunnel carries every link, the best one first."""
    yield 'join one network with a VPN, such as WireGuard, and use connection = "direct"'
    yield (
        "run the Front End on the kernel's machine (VNC, RDP, X11), "
        "or use VS Code Remote-SSH with the kernel's path in its remote settings"
    )
    if version.kernel_options:
        head = next(reversed([*version.kernel_options]))
        yield f"keep a local kernel, and compute there with RemoteEvaluate and {head}: they need one ssh connection"
    else:
        yield "compute with parallel kernels: a tunnel carries their only link"
    last = next(older for older in reversed(versions.known()) if not older.random_links)
    yield f"use a Front End {last} or older"
    yield 'accept links = "main", with which Dynamic and preemptive evaluations do not work'


def _further_ports(row: Row, version: Version, taken: TakenPorts) -> Iterator[Problem]:
    ports = taken.needed(row)
    last = max(ports, default=0)
    clash = next((port for port in ports if taken.holder(row, port) is not None), None)
    if last > HIGHEST:
        message = f"version {version} needs ports up to {last} for its additional links, but {HIGHEST} is the last port"
        yield row.problem("bad-link-name", "ports", message, taken.advice(row))
    elif clash is not None:
        message = f"version {version} needs port {clash} too, which {taken.holder(row, clash)} uses"
        yield row.problem("bad-link-name", "ports", message, taken.advice(row))
    taken.take(row, *ports)
