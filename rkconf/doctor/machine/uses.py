"""The parts of this machine that each kernel uses: a client of ssh, and ports."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from rkconf.command import Connection, Journey, Target
from rkconf.command.followed import Journeys
from rkconf.command.prompts import are_answered
from rkconf.command.used_ports import used_ports
from rkconf.descriptions import KernelDescription
from rkconf.descriptions.arguments import client_of, connection_of
from rkconf.doctor.machine.contents import PlacedFile
from rkconf.doctor.machine.system import Words
from rkconf.launchables import DescribedKernel, Kernel
from rkconf.record import record, replace
from rkconf.shell.words import UNKNOWN
from rkconf.ssh.clients import clients
from rkconf.ssh.keywords import keywords
from rkconf.ssh.options import Option

_WITHOUT_SETTINGS = frozenset({"E", "y", "t", "M"})
"""Options that redirect the messages of ssh, and those that are meant for one login, not for its settings."""


class Start(StrEnum):
    """The way in which a kernel is started, as far as its command can be followed."""

    LOGIN = "login"
    """A client logs in to another machine."""
    HERE = "here"
    """It is started on this machine."""
    BY_HAND = "by-hand"
    """There is no launch command."""
    UNKNOWN = "unknown"
    """The command starts a program that is not followed."""


@record
class OpenedPort:
    """A port that ssh opens: on this machine, or with ``remoteforward`` on the other one."""

    keyword: str
    """The keyword of ssh_config(5) in lowercase."""
    port: int


@record
class KernelUse:
    """The part of this machine that a kernel uses."""

    path: str
    """The file with the kernel."""
    name: str | None
    """The name of its entry; for a parallel kernel, its host. None if it depends on the machine."""
    start: Start = Start.UNKNOWN
    client: str = ""
    """The client that logs in, such as ssh; empty for a kernel of this machine."""
    host: str = ""
    """The host that it logs in to, as written."""
    asks_settings: Words = ()
    """The command that prints the settings of ssh for this login; empty where it is unknown, or another client."""
    why_unknown: str = ""
    """Why that command cannot be known."""
    ports: tuple[int, ...] = ()
    """The ports that must be free here: those of the link that the Front End opens, and those that ssh opens."""
    forwards: tuple[OpenedPort, ...] = ()
    """The ports that the command itself forwards."""
    is_controller: bool = False
    """Whether the launch command must run as long as the kernel."""
    is_description: bool = False
    """Whether Mathematica itself runs ssh, and the output of ssh may be the link."""
    is_answered: bool = False
    """Whether a program answers the prompts of ssh."""

    @property
    def label(self) -> str:
        """The name by which a person knows the kernel."""
        return self.name or self.host or "a kernel without a name"


def uses(found: PlacedFile) -> Iterator[KernelUse]:
    """Yield the use of each kernel of a file."""
    if found.target:
        followed = Journeys()
        yield from (_use(found, kernel, found.target, followed) for kernel in found.kernels)


def _use(found: PlacedFile, kernel: Kernel, target: Target, followed: Journeys) -> KernelUse:
    name = found.mask(_known(kernel.name)) or None
    if isinstance(kernel, DescribedKernel):
        return _of_description(KernelUse(found.path, name, is_description=True), kernel.description, target)
    journey = followed.representative(kernel.launch, target)
    return _of_journey(KernelUse(found.path, name, is_controller=not kernel.launch.is_parallel), journey)


def _of_journey(use: KernelUse, journey: Journey) -> KernelUse:
    ports = tuple(dict.fromkeys(used_ports(journey).every))
    first = next(iter(journey.connections), None)
    if first is None:
        return replace(use, ports=ports, start=_start(journey))
    words, why = _settings_command(first)
    return replace(
        use,
        start=Start.LOGIN,
        client=first.launcher,
        host=_known(first.host),
        asks_settings=words,
        why_unknown=why,
        ports=ports,
        forwards=tuple(_forwards(first)),
        is_answered=are_answered(first, journey),
    )


def _forwards(client: Connection) -> Iterator[OpenedPort]:
    """Yield the ports that a client opens on one of the two machines."""
    for forward in client.forwards:
        yield OpenedPort("remoteforward" if forward.letter == "R" else "localforward", forward.port)
    for option in client.meaning("DynamicForward"):
        port = option.text.rpartition(":")[2]
        if port.isdecimal():
            yield OpenedPort("dynamicforward", int(port))


def _start(journey: Journey) -> Start:
    """Return how a command without a login starts its kernel."""
    if journey.launch.command is None:
        return Start.BY_HAND
    return Start.HERE if journey.starts_kernel else Start.UNKNOWN


def _known(text: str | None) -> str:
    """Return a text, or nothing if a part of it depends on the machine."""
    return text if text and UNKNOWN not in text else ""


def _of_description(use: KernelUse, kernel: KernelDescription, target: Target) -> KernelUse:
    address = kernel.address
    own = connection_of(kernel, target.version)
    if address is None:
        return use
    client = client_of(kernel, target.version)
    if client is None or not clients()[client].is_openssh:
        # Another client does not read the configuration of ssh.
        return replace(use, start=Start.LOGIN, client=client or "", host=address.host.text)
    options = own.options if own else ()
    if any(not option.is_known for option in options):
        return replace(use, start=Start.LOGIN, client="ssh", host=address.host.text, why_unknown=_DEPENDS)
    user = (f"{address.user.text}@" if address.user else "") + address.host.text
    port = ("-p", address.port.text) if address.port and address.port.text else ()
    words = ("ssh", "-G", *_given(options), *port, "--", user)
    return replace(use, start=Start.LOGIN, client="ssh", host=address.host.text, asks_settings=words)


_DEPENDS = "a part of the login is known only when the kernel starts"


def _settings_command(client: Connection) -> tuple[Words, str]:
    """Return the command that prints the settings of a login, or why it cannot be known."""
    if not client.client.is_openssh:
        return (), ""  # it does not read the configuration of ssh
    if not client.host or client.unknown or client.incomplete or client.undocumented_option:
        return (), "ssh refuses these arguments, or rkconf does not know one of them"
    destination = client.destination
    if destination is None or not destination.known or any(not option.is_known for option in client.options):
        return (), _DEPENDS
    program = client.program.text if client.launcher == "ssh" and client.program.known else "ssh"
    return (program, "-G", *_given(client.options), "--", destination.text), ""


def _given(options: Iterable[Option]) -> Iterator[str]:
    """Yield the options that change the settings of a login; the others do not matter without one."""
    for option in options:
        name, value = option.setting
        keyword = keywords().get(name)
        is_judged_by_lint = option.fact.effect or (keyword and keyword.effect_of(value))
        if option.letter in _WITHOUT_SETTINGS or is_judged_by_lint:
            continue
        yield f"-{option.letter}"
        if option.value is not None:
            yield option.text
