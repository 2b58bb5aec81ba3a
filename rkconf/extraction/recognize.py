"""Recognize the fields of a specification in a launch command, from the words after both shells."""

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any, TypeVar

from pydantic import ValidationError

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
from rkconf.command.invocation import START_FLAGS
from rkconf.command.lifetime import returns_early
from rkconf.extraction.installation import Installation
from rkconf.link import LinkArguments
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.record import replace
from rkconf.rendering.parallel import TAKE_APART
from rkconf.source import Source
from rkconf.spec import Kernel, Parallel, further_ports
from rkconf.ssh.settings import meant, written

# An address reserved for documentation, so that no literal address equals the value of the placeholder.
_EXAMPLE_ADDRESS = "192.0.2.77"
# A user name that does not exist, for the same reason.
EXAMPLE_USER = "somebody.or.other"
"""The user in the slot of a template."""
_PORT = re.compile("[0-9]{1,5}")
_IN_ORDER = ("verbose", "port", "ssh", "ssh_options")
"""The fields with options of ssh in the order in which they are written."""
_LINK = frozenset({"LinkMode", "LinkProtocol", "LinkName", "LinkHost"})
_CONTROLLER = _LINK | {"initfile"}
_PARALLEL = _LINK | {"noinit", "subkernel"}

_LOGIN = frozenset({"user", "port"})
"""The keywords of options with a separate field."""
HARMLESS = frozenset({"exec", "command"})
"""The programs before the launcher or the kernel that change nothing of what arrives."""

Row = TypeVar("Row", Kernel, Parallel)


def plain_journey(launch: Launch, front_end: Installation, harmless: frozenset[str] = frozenset()) -> Journey | None:
    """Return the journey of a command whose words are all literal; None for any other.

    It uses one pair of shells; differences between shells are the task of `rkconf lint`. ``harmless`` are the programs
    that may run the launcher or the kernel, such as ``exec``.
    """
    shells = representative_shell(front_end.os), remote_shells("bash")
    found = readings(launch, Target(front_end.version, front_end.version, *shells))
    return found[0] if len(found) == 1 and not found[0].problems and is_plain(found[0], harmless) else None


def readings(launch: Launch, judged_for: Target) -> tuple[Journey, ...]:
    """Return the journeys of a command, with an example value for each placeholder that no specification contains."""
    values = {**({"3": EXAMPLE_USER} if launch.is_parallel else {"ipaddress": _EXAMPLE_ADDRESS}), **launch.values}
    return tuple(journeys(replace(launch, values=values), judged_for))


def is_plain(journey: Journey, harmless: frozenset[str]) -> bool:
    """Return whether a journey consists only of a launcher with a host, and the kernel with its arguments."""
    if not (journey.connection and journey.connection.destination and journey.launcher and journey.kernel):
        return False
    if journey.filled.unpaired or journey.connection.unknown or not journey.remote:
        return False
    remote, local = journey.kernel.invocation, journey.launcher
    executions = (*journey.local.executions, *journey.remote.executions)
    alone = len(journey.hops) == len(executions) == len(("local", "remote"))
    prefixes = {word.text for word in (*local.prefixes, *remote.prefixes)}
    bare = prefixes <= harmless and not any(each.assignments for each in executions)
    literal = _splits_link_name(journey) or not any(word.expansions for word in (*local.words, *remote.words))
    return alone and bare and literal and not executions[-1].redirected


def _splits_link_name(journey: Journey) -> bool:
    """Return whether the local shell splits the link name for a tunnel with the commands that rkconf writes."""
    return bool(journey.launch.command and journey.launch.command.text.startswith(TAKE_APART))


def same_words(launch: Launch, text: str | None, front_end: Installation) -> bool:
    """Return whether ``text`` and ``launch`` are the same words after both shells.

    The example value of a placeholder must not occur in a specification: the real value differs for each launch.
    """
    if text is None or _EXAMPLE_ADDRESS in text or EXAMPLE_USER in text:
        return False
    again = replace(launch, command=Source("", text.encode()).excerpt())
    journeys_of_both = (plain_journey(launch, front_end), plain_journey(again, front_end))
    old, new = (_words(journey) if journey else None for journey in journeys_of_both)
    return old is not None and old == new


def _words(journey: Journey) -> tuple[str, ...]:
    """Return the words of the launcher and of the remote machine, and how the command ends."""
    if not (journey.connection and journey.launcher and journey.kernel):
        return ()
    local = journey.launcher.words[: len(journey.launcher.words) - len(journey.connection.command)]
    remote = journey.kernel.invocation.words
    end = (returns_early(journey), bool(journey.execution and journey.execution.discards_output))
    # A port from the link name differs from a literal port with the same number.
    variables = (expansion.raw.text for word in journey.launcher.words for expansion in word.expansions)
    return (*(word.text for word in local), *(word.text for word in remote), *map(str, end), *variables)


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
    return _row(Kernel, {**fields, **_ssh(journey.connection, tunnelled, tidy=tidy)})


def _row(kind: type[Row], fields: dict[str, Any]) -> Row | None:
    """Return the row of a specification; None if it cannot hold a value of the command, such as the port 70000."""
    try:
        return kind.model_validate(fields)
    except ValidationError:
        return None


def _connection(journey: Journey, started: StartedKernel, listening: LinkArguments | None) -> dict[str, Any] | None:
    """Return connection and ports; None if the two ends of the link disagree."""
    ports = listening.name.ports if listening and listening.name else ()
    if started.link.mode != "Connect" or len(ports) not in {0, 2}:
        return None
    if journey.connection and journey.connection.remote_forwards:
        return _tunnel(journey.connection, started, ports)
    name = started.link.flag("LinkName")
    carried = name and name.value and journey.derives_from_link_name(name.value.value)
    if not carried or started.link.host != _EXAMPLE_ADDRESS:
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


def _tidy_ssh(connection: Connection, tunnelled: Collection[int]) -> dict[str, Any]:
    """Return user, port and options, each in its field if there is one, without those of the tunnel."""
    fields: dict[str, Any] = {}
    for option in connection.options:
        if keyword(option) not in _LOGIN and not (tunnelled and _belongs_to_tunnel(option, connection, tunnelled)):
            _add(option, fields, (option.text,) if option.value is not None else ())
    login = {"user": connection.user, "port": connection.port}
    return {**fields, **{key: value for key, value in login.items() if value not in {None, EXAMPLE_USER}}}


def _ssh(connection: Connection, tunnelled: Collection[int], *, tidy: bool = False) -> dict[str, Any]:
    """Return user, port and options as given, without those of the tunnel and the user slot."""
    if tidy:
        return _tidy_ssh(connection, tunnelled)
    fields = _login(connection)
    for _, group in groupby(connection.options, key=lambda option: option.word.raw.span):
        first, *others = group
        if tunnelled and _belongs_to_tunnel(first, connection, tunnelled):
            continue
        if others or first.word.text != f"-{first.letter}":
            _keep(fields, first.word.text, *_separate_value(others[-1] if others else first))
        elif (first.letter, first.text) != ("l", EXAMPLE_USER):
            _add(first, fields, _separate_value(first))
    return fields


def keyword(option: Option) -> str:
    """Return the keyword of ssh_config(5) that an option sets, in lowercase; empty for any other option."""
    return (option.fact.keyword or option.setting[0]).lower()


def _login(connection: Connection) -> dict[str, Any]:
    """Return the user in front of the host; a user in an option stays in that option."""
    user, at, _ = (connection.destination.text if connection.destination else "").rpartition("@")
    return {"user": user} if at and user != EXAMPLE_USER else {}


def _separate_value(option: Option) -> tuple[str, ...]:
    """Return the value of an option if it is a separate word."""
    return (option.text,) if option.value and option.span.end > option.word.raw.span.end else ()


def _add(option: Option, fields: dict[str, Any], words: tuple[str, ...]) -> None:
    """Add an option to its field, if rendering then writes it at the same place."""
    match option.letter, option.text.partition("="):
        case "v", _ if fields.keys().isdisjoint(_IN_ORDER):
            fields["verbose"] = True
        case "p", (port, _, _) if _PORT.fullmatch(port) and fields.keys().isdisjoint(_IN_ORDER[1:]):
            fields["port"] = int(port)
        case "o", (name, "=", value) if name.isalnum() and _is_next(name, fields):
            fields["ssh"] = {**fields.get("ssh", {}), name: _as_given(name, value)}
        case letter, _:
            _keep(fields, f"-{letter}", *words)


def _is_next(name: str, fields: dict[str, Any]) -> bool:
    return "ssh_options" not in fields and name not in fields.get("ssh", {})


def _keep(fields: dict[str, Any], *words: str) -> None:
    fields["ssh_options"] = (*fields.get("ssh_options", ()), *words)


def _as_given(name: str, value: str) -> str:
    """Return the value of a setting without the quotes that rkconf writes around it."""
    plain = meant(name, value)
    return plain if written(name, plain) == value else value


def _belongs_to_tunnel(option: Option, connection: Connection, ports: Collection[int]) -> bool:
    forward = next((each for each in connection.forwards if each.span == option.span), None)
    if forward:
        return forward.port in ports
    return (option.letter, option.text) in {("S", "none"), ("o", "ExitOnForwardFailure=yes")}


def _tunnel_ports(journey: Journey) -> tuple[int, ...]:
    """Return the fixed ports that forward to the link of a parallel kernel; empty if any of them does not."""
    all_carry = all(journey.derives_from_link_name(forward.target_port) for forward in journey.remote_forwards)
    ports = tuple(forward.port for forward in journey.remote_forwards)
    return ports if all_carry and journey.called_link and ports == journey.called_link.ports else ()


def template(host: str, launch: Launch, front_end: Installation, *, tidy: bool = False) -> Parallel | None:
    """Return the parallel kernels of a template; None if the fields cannot describe them. For ``tidy``, see above."""
    journey, version = plain_journey(launch, front_end, HARMLESS), front_end.version
    if not journey or not journey.connection or not journey.kernel or not returns_early(journey):
        return None
    connection, started = journey.connection, journey.kernel
    name = started.link.flag("LinkName")
    carried = name and name.value and journey.derives_from_link_name(name.value.value)
    ports = () if carried else _tunnel_ports(journey)
    if connection.launcher != "ssh" or not (carried or ports):
        return None
    if connection.host not in {version.plausible_slots["1"], host}:
        return None
    fields = _ssh(connection, {forward.port for forward in connection.remote_forwards}, tidy=tidy)
    if connection.remote_forwards:
        fields |= {"connection": "tunnel", "ports": ports or None}
    fields["arguments"] = tuple(_additional(started.link))
    return _row(Parallel, {**fields, "host": host, "kernel": started.program.text})


def _additional(link: LinkArguments) -> Iterator[str]:
    """Yield the arguments of a parallel kernel that rkconf does not write for every one."""
    usual = _PARALLEL | {flag.removeprefix("-") for flag in START_FLAGS}
    written = [flag.span for flag in link.flags if flag.name in usual]
    yield from (word.text for word in link.arguments if not any(span.covers(word.span) for span in written))
