"""Convert a tunnel to another version: the forwards of the links that the kernel opens, and the file that it loads."""

from collections.abc import Callable, Iterator

from rkconf.command.repair import insert_after, remove, remove_option, source_span
from rkconf.conversion.changes import EditOrRemark, Loss, Note
from rkconf.conversion.command_conversion import CommandConversion
from rkconf.diagnostics import enumeration
from rkconf.link import Flag
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.source import Span
from rkconf.spec.feasibility import without_tunnel
from rkconf.spec.model import KERNEL_INIT
from rkconf.versions import Version


def convert(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Yield the edits and remarks that convert a tunnel to the new version.

    Random ports cannot be forwarded in advance; lint reports such a command, and it is not changed.
    """
    if command.journey.called_link and command.journey.remote_forwards and command.old.tunnel != command.new.tunnel:
        yield from _TUNNELS[command.new.tunnel](command)


def _open_additional_links(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Forward the ports of the links that the kernel opens, and load the file that makes it use them."""
    connection, end = command.journey.connection, command.journey.remote_forwards[-1].span.end
    forwarded = {forward.port for forward in connection.forwards if forward.letter == "L"} if connection else set()
    missing = (port for port in _additional_ports(command, command.new) if port not in forwarded)
    options = "".join(f" -L {LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}" for port in missing)
    yield command.launch.replace(Span(end, end), options)
    yield from _load_kernel_init(command)


def _load_kernel_init(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Load the kernel init, unless the command loads another file, and note where to copy it."""
    kernel, connection = command.journey.kernel, command.journey.connection
    if not kernel or not connection:
        return
    needed = f"the kernel of version {command.new} opens additional links, which need the init file"
    loaded = kernel.link.flag("initfile")
    if loaded and not _is_own(loaded):
        name = _file(command, loaded)
        advice = f"make {name} load the file that `rkconf setup` writes, or do the same"
        yield Note(_place(command, loaded), f"{needed}, but the kernel loads {name}", advice)
        return
    if not loaded:
        yield insert_after(command.journey, kernel.invocation.words[-1].raw, f"-initfile {KERNEL_INIT}")
    advice = f"copy the file, which `rkconf setup` writes, to the home directory on {connection.host}"
    yield Note(command.journey.remote_forwards[-1].span, f"{needed} {KERNEL_INIT}", advice)


def _close_additional_links(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Remove the forwards and the file that only the additional links need."""
    additional = _additional_ports(command, command.old)
    options = {
        forward.option.span: forward.option for forward in command.journey.local_forwards if forward.port in additional
    }
    for _, option in sorted(options.items()):
        yield from remove_option(command.launch, option)
    loaded = command.journey.kernel.link.flag("initfile") if command.journey.kernel else None
    if loaded and loaded.value:
        yield from _drop_kernel_init(command, loaded)


def _drop_kernel_init(command: CommandConversion, loaded: Flag) -> Iterator[EditOrRemark]:
    """Remove rkconf's own file; keep any other, which may do more than open links."""
    name = _file(command, loaded)
    is_alone = not command.new.random_links
    consequence = f"version {command.new} opens {'only the main link' if is_alone else 'no link with it'}"
    if _is_own(loaded):
        yield remove(command.launch, _place(command, loaded))
        yield Note(_place(command, loaded), f"the kernel init {name} is no longer loaded: {consequence}")
    else:
        message = f"the kernel still loads {name}, which is not rkconf's own file: {consequence}"
        yield Note(_place(command, loaded), message, "remove -initfile if the file only opens the additional links")


def _is_own(loaded: Flag) -> bool:
    """Return whether a file has the name of the one that `rkconf setup` writes."""
    return loaded.value is not None and loaded.value.text == KERNEL_INIT


def _place(command: CommandConversion, flag: Flag) -> Span:
    start = source_span(command.journey, flag.argument.raw)
    return start.to(source_span(command.journey, flag.value.raw)) if flag.value else start


def _file(command: CommandConversion, flag: Flag) -> str:
    """Return the file name as it is written; expanded, it may contain folders of an example machine."""
    return command.launch.source_text(source_span(command.journey, flag.value.raw)) if flag.value else "an unnamed file"


def _additional_ports(command: CommandConversion, version: Version) -> range:
    """Return the ports after the larger one that ``version`` needs for the links that the kernel opens."""
    called = command.journey.called_link
    first = max(called.ports) + 1 if called else 0
    return range(first, first + version.kernel_channels)


def _carry_the_main_link(command: CommandConversion) -> Iterator[EditOrRemark]:
    """Report that no tunnel carries the additional links of the new version, and leave the main one alone in it."""
    names = enumeration(command.new.random_links)
    message = f"a tunnel cannot carry the {names} links of version {command.new}; Dynamic does not work"
    advice = "; or ".join(without_tunnel(command.new))
    yield Loss(_forwards(command), message, advice)
    yield from _close_additional_links(command)


def _forwards(command: CommandConversion) -> Span:
    """Return the place from the last forward of the main link to the last one; it covers what lint reports."""
    last, connection = command.journey.remote_forwards[-1].span, command.journey.connection
    ends = (forward.span.end for forward in (connection.forwards if connection else ()))
    return Span(last.start, max((last.end, *ends)))


_TUNNELS: dict[str, Callable[[CommandConversion], Iterator[EditOrRemark]]] = {
    "kernel-init": _open_additional_links,
    "reverse": _close_additional_links,
    "main-only": _carry_the_main_link,
}
"""The conversion to each kind of tunnel."""
