"""Read a launch command back into the fields of a specification, by what the shells make of it."""

from collections.abc import Collection
from dataclasses import replace
from itertools import groupby
from typing import Any

from rkconf.command import (
    Connection,
    Journey,
    Launch,
    Option,
    StartedKernel,
    Target,
    journeys,
    remote_shells,
    representative_shell,
)
from rkconf.command.lifetime import returns_early
from rkconf.extraction.installation import Installation
from rkconf.link import LinkArguments
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rendering.parallel import TAKE_APART
from rkconf.source import Source
from rkconf.spec import Kernel, Parallel, further_ports
from rkconf.spec.model import revised
from rkconf.ssh.settings import meant, written
from rkconf.versions import Version

# An address of a network for examples, so that no literal address is taken for the placeholder.
_HERE = "192.0.2.77"
# A login that nobody has, for the same reason.
_SOMEBODY = "somebody.or.other"
_IN_ORDER = ("verbose", "port", "ssh", "ssh_options")
"""The fields with options of ssh, as they are written one behind the other."""
_LINK = frozenset({"LinkMode", "LinkProtocol", "LinkName", "LinkHost"})
_CONTROLLER = _LINK | {"initfile"}
_PARALLEL = _LINK | {"noinit", "subkernel"}


def travel(launch: Launch, front_end: Installation) -> Journey | None:
    """Return the journey of a command of which every word stands there; None for any other.

    One pair of shells stands for all: what the others read differently is judged by lint, not here.
    """
    version = front_end.version
    values = {**({"3": _SOMEBODY} if launch.is_parallel else {"ipaddress": _HERE}), **launch.values}
    found = journeys(
        replace(launch, values=values),
        Target(version, version, representative_shell(front_end.os), remote_shells("bash")),
    )
    return found[0] if len(found) == 1 and _is_plain(found[0]) else None


def _is_plain(journey: Journey) -> bool:
    """Say whether there is nothing but a launcher with a host, and the kernel with its arguments."""
    if not (journey.connection and journey.connection.destination and journey.launcher and journey.kernel):
        return False
    if journey.problems or journey.filled.unpaired or journey.connection.unknown or not journey.remote:
        return False
    far, near = journey.kernel.invocation, journey.launcher
    executions = (*journey.local.executions, *journey.remote.executions)
    alone = len(journey.hops) == len(executions) == len(("local", "remote"))
    bare = not (near.prefixes or far.prefixes or any(each.assignments for each in executions))
    literal = _takes_link_apart(journey) or not any(word.expansions for word in (*near.words, *far.words))
    return alone and bare and literal and not executions[-1].redirected


def _takes_link_apart(journey: Journey) -> bool:
    """Say whether the local shell takes the ports out of the link name, for a tunnel, in the words of rkconf."""
    return bool(journey.launch.command and journey.launch.command.text.startswith(TAKE_APART))


def same_words(launch: Launch, text: str | None, front_end: Installation) -> bool:
    """Say whether ``text`` is, after both shells, the same command as that of ``launch``.

    What only stands for a placeholder here is no word of a specification: on the next day it is another.
    """
    if text is None or _HERE in text or _SOMEBODY in text:
        return False
    again = replace(launch, command=Source("", text.encode()).excerpt())
    journeys_of_both = (travel(launch, front_end), travel(again, front_end))
    there, here = (_words(journey) if journey else None for journey in journeys_of_both)
    return there is not None and there == here


def _words(journey: Journey) -> tuple[str, ...]:
    """Return what the launcher and then the kernel's machine receive, word for word, and how the command ends."""
    if not (journey.connection and journey.launcher and journey.kernel):
        return ()
    near = journey.launcher.words[: len(journey.launcher.words) - len(journey.connection.command)]
    far = journey.kernel.invocation.words
    end = (returns_early(journey), bool(journey.execution and journey.execution.discards_output))
    # A port that was taken out of the link name is another thing than the same number.
    variables = (expansion.raw.text for word in journey.launcher.words for expansion in word.expansions)
    return (*(word.text for word in near), *(word.text for word in far), *map(str, end), *variables)


def controller(name: str, launch: Launch, front_end: Installation) -> Kernel | None:
    """Return the kernel that a launch command of the Front End reaches, as far as fields can say it."""
    journey, version = travel(launch, front_end), front_end.version
    if not journey or not journey.connection or not journey.kernel or returns_early(journey):
        return None
    fields = _connection(journey, journey.kernel, launch.listening)
    if fields is None or not _has_only(journey.kernel.link, _CONTROLLER, version):
        return None
    if journey.connection.launcher == "mathssh":
        fields["transport"] = "mathssh"
    kernel = Kernel(name=name, host=journey.connection.host, kernel=journey.kernel.program.text, **fields)
    tunnelled = (*(kernel.ports or ()), *further_ports(kernel, version)) if kernel.connection == "tunnel" else ()
    return revised(kernel, **_ssh(journey.connection, tunnelled))


def _connection(journey: Journey, started: StartedKernel, listening: LinkArguments | None) -> dict[str, Any] | None:
    """Return connection and ports; None where the two ends of the link do not say the same."""
    ports = listening.name.ports if listening and listening.name else ()
    if started.link.mode != "Connect" or len(ports) not in {0, 2}:
        return None
    if journey.connection and journey.connection.remote_forwards:
        return _tunnel(journey.connection, started, ports)
    name = started.link.flag("LinkName")
    told = name and name.value and journey.derives_from_link_name(name.value.value)
    if not told or started.link.host != _HERE:
        return None
    return {"connection": "fixed-ports", "ports": ports} if ports else {}


def _tunnel(connection: Connection, started: StartedKernel, ports: tuple[int, ...]) -> dict[str, Any] | None:
    """Return the fields of a tunnel; None where its ends are not those of the link."""
    through = tuple((forward.port, forward.host_port) for forward in connection.remote_forwards)
    called = ",".join(f"{port}@{LOOPBACK_ADDRESS}" for port in ports)
    if through != tuple((port, port) for port in ports) or started.link.value("LinkName") != called:
        return None
    init = started.link.value("initfile")
    return {"connection": "tunnel", "ports": ports, **({"kernel_init": init} if init else {})}


def _has_only(link: LinkArguments, names: frozenset[str], version: Version) -> bool:
    """Say whether a kernel is started with these flags alone."""
    start = {flag.removeprefix("-") for flag in version.start_flags}
    return not link.others and not link.unknown and all(flag.name in names | start for flag in link.flags)


def _ssh(connection: Connection, tunnelled: Collection[int]) -> dict[str, Any]:
    """Return user, port and options as they are given; those that make a tunnel, or name the slot, are left out."""
    fields = _login(connection)
    for _, group in groupby(connection.options, key=lambda option: option.word.raw.span):
        first, *others = group
        if tunnelled and _makes_a_tunnel(first, connection, tunnelled):
            continue
        if others or first.word.text != f"-{first.letter}":
            _keep(fields, first.word.text, *_value_behind(others[-1] if others else first))
        elif (first.letter, first.text) != ("l", _SOMEBODY):
            _add(first, fields)
    return fields


def _login(connection: Connection) -> dict[str, Any]:
    """Return the user that stands before the host; one that an option names stays in that option."""
    user, at, _ = (connection.destination.text if connection.destination else "").rpartition("@")
    return {"user": user} if at and user != _SOMEBODY else {}


def _value_behind(option: Option) -> tuple[str, ...]:
    """Return the value of an option where it is a word of its own."""
    return (option.text,) if option.value and option.span.end > option.word.raw.span.end else ()


def _add(option: Option, fields: dict[str, Any]) -> None:
    """Put one option into the field that says it, as long as it is then written in the same place."""
    match option.letter, option.text.partition("="):
        case "v", _ if fields.keys().isdisjoint(_IN_ORDER):
            fields["verbose"] = True
        case "p", (port, _, _) if port.isdecimal() and fields.keys().isdisjoint(_IN_ORDER[1:]):
            fields["port"] = int(port)
        case "o", (name, "=", value) if name.isalnum() and _is_next(name, fields):
            fields["ssh"] = {**fields.get("ssh", {}), name: _as_given(name, value)}
        case letter, _:
            _keep(fields, f"-{letter}", *_value_behind(option))


def _is_next(name: str, fields: dict[str, Any]) -> bool:
    return "ssh_options" not in fields and name not in fields.get("ssh", {})


def _keep(fields: dict[str, Any], *words: str) -> None:
    fields["ssh_options"] = (*fields.get("ssh_options", ()), *words)


def _as_given(name: str, value: str) -> str:
    """Return the value of a setting without the quotes that rkconf writes around it."""
    plain = meant(name, value)
    return plain if written(name, plain) == value else value


def _makes_a_tunnel(option: Option, connection: Connection, ports: Collection[int]) -> bool:
    forward = next((each for each in connection.forwards if each.span == option.span), None)
    if forward:
        return forward.port in ports
    return (option.letter, option.text) in {("S", "none"), ("o", "ExitOnForwardFailure=yes")}


def _entrances(journey: Journey) -> tuple[int, ...]:
    """Return the fixed ports that lead a parallel kernel to the ports of its link; nothing where not all of them do."""
    leads = all(journey.derives_from_link_name(forward.target_port) for forward in journey.remote_forwards)
    ports = tuple(forward.port for forward in journey.remote_forwards)
    return ports if leads and journey.called_link and ports == journey.called_link.ports else ()


def template(host: str, launch: Launch, front_end: Installation) -> Parallel | None:
    """Return the parallel kernels that a template starts, as far as fields can say it."""
    journey, version = travel(launch, front_end), front_end.version
    if not journey or not journey.connection or not journey.kernel or not returns_early(journey):
        return None
    connection, started = journey.connection, journey.kernel
    told = started.link.flag("LinkName")
    carried = told and told.value and journey.derives_from_link_name(told.value.value)
    ports = () if carried else _entrances(journey)
    if connection.launcher != "ssh" or not (carried or ports) or not _has_only(started.link, _PARALLEL, version):
        return None
    if connection.host != version.plausible_slots["1"]:
        return None
    fields = _ssh(connection, {forward.port for forward in connection.remote_forwards})
    if connection.remote_forwards:
        fields |= {"connection": "tunnel", "ports": ports or None}
    return Parallel(host=host, kernel=started.program.text, **fields)
