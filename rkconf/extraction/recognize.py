"""Recognize the fields of a specification in a launch command, from the words after both shells."""

from collections.abc import Iterator
from typing import Any, TypeVar

from rkconf.command import Connection, Journey, Launch, StartedKernel
from rkconf.command.invocation import START_FLAGS
from rkconf.command.lifetime import returns_early
from rkconf.extraction.installation import Installation
from rkconf.extraction.plain_journeys import EXAMPLE_ADDRESS, HARMLESS, plain_journey
from rkconf.extraction.ssh_fields import ssh_fields
from rkconf.link import LinkArguments
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.spec import Kernel, Parallel, further_ports
from rkconf.spec.allowed_values import value_error
from rkconf.spec.value_checks import without_brackets

_LINK = frozenset({"LinkMode", "LinkProtocol", "LinkName", "LinkHost"})
_CONTROLLER = _LINK | {"initfile"}
_PARALLEL = _LINK | {"noinit", "subkernel"}

Row = TypeVar("Row", Kernel, Parallel)


def controller(name: str, launch: Launch, front_end: Installation, *, tidy: bool = False) -> Kernel | None:
    """Return the kernel of a launch command of the Front End; None if the fields cannot describe it.

    With ``tidy``, a login name or a port in an option of ssh has its field too, although the words change their order.
    """
    journey, version = plain_journey(launch, front_end, HARMLESS), front_end.version
    if not journey or not journey.connection or not journey.kernel or returns_early(journey):
        return None
    fields = _connection(journey, journey.kernel, launch.listening)
    if fields is None or not _has_only(journey.kernel.link, _CONTROLLER):
        return None
    if journey.connection.launcher == "mathssh":
        fields["transport"] = "mathssh"
    if fields.get("connection") == "tunnel" and version.random_links:
        # No tunnel carries the other links, so that this one can only be meant for the main link.
        fields["links"] = "main"
    fields |= {"name": name, "host": journey.connection.host, "kernel": journey.kernel.program.text}
    kernel = _row(Kernel, fields)
    if kernel is None:
        return None
    tunnelled = (*(kernel.ports or ()), *further_ports(kernel, version)) if kernel.connection == "tunnel" else ()
    return _row(Kernel, {**fields, **ssh_fields(journey.connection, tunnelled, tidy=tidy)})


def _row(kind: type[Row], fields: dict[str, Any]) -> Row | None:
    """Return the row of a specification; None if it cannot hold a value of the command, such as the port 70000."""
    row = kind(**{**fields, "host": without_brackets(fields["host"])})
    return None if value_error(row) else row


def _connection(journey: Journey, started: StartedKernel, listening: LinkArguments | None) -> dict[str, Any] | None:
    """Return connection and ports; None if the two ends of the link disagree."""
    ports = listening.name.ports if listening and listening.name else ()
    if started.link.mode != "Connect" or len(ports) not in {0, 2}:
        return None
    if journey.connection and journey.connection.remote_forwards:
        return _tunnel(journey.connection, started, ports)
    name = started.link.flag("LinkName")
    carried = name and name.value and journey.derives_from_link_name(name.value.value)
    if not carried or started.link.host != EXAMPLE_ADDRESS:
        return None
    return {"connection": "fixed-ports", "ports": ports} if ports else {}


def _tunnel(connection: Connection, started: StartedKernel, ports: tuple[int, ...]) -> dict[str, Any] | None:
    """Return the fields of a tunnel; None if its ports differ from those of the link."""
    through = {(forward.port, forward.host_port) for forward in connection.remote_forwards}
    called = ",".join(f"{port}@{LOOPBACK_ADDRESS}" for port in ports)
    if through != {(port, port) for port in ports} or started.link.value("LinkName") != called:
        return None
    init = started.link.value("initfile")
    return {"connection": "tunnel", "ports": ports, **({"kernel_init": init} if init else {})}


def _has_only(link: LinkArguments, names: frozenset[str]) -> bool:
    """Return whether a kernel is started with these flags only, and with those that start it in any version."""
    start = {flag.removeprefix("-") for flag in START_FLAGS}
    return not link.others and not link.unknown and all(flag.name in names | start for flag in link.flags)


def _tunnel_ports(journey: Journey) -> tuple[int, ...]:
    """Return the fixed ports that forward to the link of a parallel kernel; empty if any of them does not."""
    all_carry = all(journey.derives_from_link_name(forward.target_port) for forward in journey.remote_forwards)
    ports = tuple(forward.port for forward in journey.remote_forwards)
    return ports if all_carry and journey.called_link and ports == journey.called_link.ports else ()


def template(
    host: str, launch: Launch, front_end: Installation, *, tidy: bool = False, may_stay: bool = False
) -> Parallel | None:
    """Return the parallel kernels of a template; None if the fields cannot describe them. For ``tidy``, see above.

    With ``may_stay``, the command may run as long as the kernel, which rkconf never writes.
    """
    journey, version = plain_journey(launch, front_end, HARMLESS), front_end.version
    if not journey or not journey.connection or not journey.kernel or not (may_stay or returns_early(journey)):
        return None
    connection, started = journey.connection, journey.kernel
    name = started.link.flag("LinkName")
    carried = name and name.value and journey.derives_from_link_name(name.value.value)
    ports = () if carried else _tunnel_ports(journey)
    if connection.launcher != "ssh" or not (carried or ports):
        return None
    if connection.host not in {version.plausible_slots["1"], host}:
        return None
    fields = ssh_fields(connection, {forward.port for forward in connection.remote_forwards}, tidy=tidy)
    if connection.remote_forwards:
        fields |= {"connection": "tunnel", "ports": ports or None}
    fields["arguments"] = tuple(_additional(started.link))
    return _row(Parallel, {**fields, "host": host, "kernel": started.program.text})


def _additional(link: LinkArguments) -> Iterator[str]:
    """Yield the arguments of a parallel kernel that rkconf does not write for every one."""
    usual = _PARALLEL | {flag.removeprefix("-") for flag in START_FLAGS}
    written = [flag.span for flag in link.flags if flag.name in usual]
    yield from (word.text for word in link.arguments if not any(span.covers(word.span) for span in written))
