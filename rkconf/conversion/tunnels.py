"""Carry a tunnel to another version: the forwards of the links that the kernel opens, and the file that it loads."""

from collections.abc import Callable, Iterator

from rkconf.command.repair import insert_after, remove, remove_option, source_span
from rkconf.conversion.changes import Change, Note
from rkconf.conversion.command_conversion import CommandConversion
from rkconf.link import Flag
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.source import Span
from rkconf.spec.model import KERNEL_INIT
from rkconf.versions import Version


def convert(command: CommandConversion) -> Iterator[Change]:
    """Yield what makes a tunnel of the old version one of the new.

    Of ports that are chosen at random nobody can forward the next ones: lint says so, and nothing is changed.
    """
    if command.journey.called_link and command.journey.remote_forwards and command.old.tunnel != command.new.tunnel:
        yield from _TUNNELS[command.new.tunnel](command)


def _open_further_links(command: CommandConversion) -> Iterator[Change]:
    """Forward the ports of the links that the kernel opens, and give it the file that makes it use them."""
    connection, end = command.journey.connection, command.journey.remote_forwards[-1].span.end
    forwarded = {forward.port for forward in connection.forwards if forward.letter == "L"} if connection else set()
    wanted = (port for port in _further_ports(command, command.new) if port not in forwarded)
    options = "".join(f" -L {LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}" for port in wanted)
    yield command.launch.replace(Span(end, end), options)
    yield from _load_kernel_init(command)


def _load_kernel_init(command: CommandConversion) -> Iterator[Change]:
    """Name the kernel init where no file is loaded, and tell where it belongs, or what must be in another one."""
    kernel, connection = command.journey.kernel, command.journey.connection
    if not kernel or not connection:
        return
    needed = f"the kernel of version {command.new} opens further links, which need the kernel init"
    loaded = kernel.link.flag("initfile")
    if loaded and not _is_own(loaded):
        name = _file(command, loaded)
        advice = f"{name} must do what the file that `rkconf setup` writes does, or load it"
        yield Note(_place(command, loaded), f"{needed}, and the kernel loads {name}", advice)
        return
    if not loaded:
        yield insert_after(command.journey, kernel.invocation.words[-1].raw, f"-initfile {KERNEL_INIT}")
    advice = f"`rkconf setup` writes that file; it belongs into the login folder on {connection.host}"
    yield Note(command.journey.remote_forwards[-1].span, f"{needed} {KERNEL_INIT}", advice)


def _close_further_links(command: CommandConversion) -> Iterator[Change]:
    """Take away what only the further links need."""
    further = _further_ports(command, command.old)
    options = {
        forward.option.span: forward.option for forward in command.journey.local_forwards if forward.port in further
    }
    for _, option in sorted(options.items()):
        yield from remove_option(command.launch, option)
    loaded = command.journey.kernel.link.flag("initfile") if command.journey.kernel else None
    if loaded and loaded.value:
        yield from _drop_kernel_init(command, loaded)


def _drop_kernel_init(command: CommandConversion, loaded: Flag) -> Iterator[Change]:
    """Take the file away that the way up names; any other may do more than open links."""
    name, main_alone = _file(command, loaded), f"version {command.new} has the main link alone"
    if _is_own(loaded):
        yield remove(command.launch, _place(command, loaded))
        yield Note(_place(command, loaded), f"the kernel init {name} is not loaded any more: {main_alone}")
    else:
        message = f"the kernel still loads {name}, which is not rkconf's own file: {main_alone}"
        yield Note(_place(command, loaded), message, "take -initfile away if the file only opens the further links")


def _is_own(loaded: Flag) -> bool:
    """Say whether a file is the one that `rkconf setup` writes, by its name."""
    return loaded.value is not None and loaded.value.text == KERNEL_INIT


def _place(command: CommandConversion, flag: Flag) -> Span:
    start = source_span(command.journey, flag.argument.raw)
    return start.to(source_span(command.journey, flag.value.raw)) if flag.value else start


def _file(command: CommandConversion, flag: Flag) -> str:
    """Return the name as it is written: what a shell makes of it holds folders of no real machine."""
    return (
        command.launch.source_text(source_span(command.journey, flag.value.raw))
        if flag.value
        else "a file that is not named"
    )


def _further_ports(command: CommandConversion, version: Version) -> range:
    """Return the ports behind the larger one that ``version`` needs for the links that the kernel opens."""
    called = command.journey.called_link
    first = max(called.ports) + 1 if called else 0
    return range(first, first + version.kernel_channels)


_TUNNELS: dict[str, Callable[[CommandConversion], Iterator[Change]]] = {
    "kernel-init": _open_further_links,
    "reverse": _close_further_links,
}
"""What a tunnel of another version is made to fit, by the fact that tells them apart."""
