"""Carry a tunnel to another version: the forwards of the links that the kernel opens, and the file that it loads."""

from collections.abc import Callable, Iterator

from rkconf.command.repair import insert_after, remove, remove_option, source_span
from rkconf.conversion.changes import Change, Note
from rkconf.conversion.step import Step
from rkconf.link import Flag
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.source import Span
from rkconf.spec.model import KERNEL_INIT
from rkconf.versions import Version


def carry(step: Step) -> Iterator[Change]:
    """Yield what makes a tunnel of the old version one of the new.

    Of ports that are chosen at random nobody can forward the next ones: lint says so, and nothing is changed.
    """
    if step.journey.called_link and step.journey.remote_forwards and step.old.tunnel != step.new.tunnel:
        yield from _TUNNELS[step.new.tunnel](step)


def _open_further_links(step: Step) -> Iterator[Change]:
    """Forward the ports of the links that the kernel opens, and give it the file that makes it use them."""
    connection, end = step.journey.connection, step.journey.remote_forwards[-1].span.end
    forwarded = {forward.port for forward in connection.forwards if forward.letter == "L"} if connection else set()
    wanted = (port for port in _further_ports(step, step.new) if port not in forwarded)
    options = "".join(f" -L {LOOPBACK_ADDRESS}:{port}:{LOOPBACK_ADDRESS}:{port}" for port in wanted)
    yield step.launch.replace(Span(end, end), options)
    yield from _load_kernel_init(step)


def _load_kernel_init(step: Step) -> Iterator[Change]:
    """Name the kernel init where no file is loaded, and tell where it belongs, or what must be in another one."""
    kernel, connection = step.journey.kernel, step.journey.connection
    if not kernel or not connection:
        return
    needed = f"the kernel of version {step.new} opens further links, which need the kernel init"
    loaded = kernel.link.flag("initfile")
    if loaded and not _is_own(loaded):
        name = _file(step, loaded)
        advice = f"{name} must do what the file that `rkconf setup` writes does, or load it"
        yield Note(_place(step, loaded), f"{needed}, and the kernel loads {name}", advice)
        return
    if not loaded:
        yield insert_after(step.journey, kernel.invocation.words[-1].raw, f"-initfile {KERNEL_INIT}")
    advice = f"`rkconf setup` writes that file; it belongs into the login folder on {connection.host}"
    yield Note(step.journey.remote_forwards[-1].span, f"{needed} {KERNEL_INIT}", advice)


def _close_further_links(step: Step) -> Iterator[Change]:
    """Take away what only the further links need."""
    further = _further_ports(step, step.old)
    options = {
        forward.option.span: forward.option for forward in step.journey.local_forwards if forward.port in further
    }
    for _, option in sorted(options.items()):
        yield from remove_option(step.launch, option)
    loaded = step.journey.kernel.link.flag("initfile") if step.journey.kernel else None
    if loaded and loaded.value:
        yield from _drop_kernel_init(step, loaded)


def _drop_kernel_init(step: Step, loaded: Flag) -> Iterator[Change]:
    """Take the file away that the way up names; any other may do more than open links."""
    name, main_alone = _file(step, loaded), f"version {step.new} has the main link alone"
    if _is_own(loaded):
        yield remove(step.launch, _place(step, loaded))
        yield Note(_place(step, loaded), f"the kernel init {name} is not loaded any more: {main_alone}")
    else:
        message = f"the kernel still loads {name}, which is not rkconf's own file: {main_alone}"
        yield Note(_place(step, loaded), message, "take -initfile away if the file only opens the further links")


def _is_own(loaded: Flag) -> bool:
    """Say whether a file is the one that `rkconf setup` writes, by its name."""
    return loaded.value is not None and loaded.value.text == KERNEL_INIT


def _place(step: Step, flag: Flag) -> Span:
    start = source_span(step.journey, flag.argument.raw)
    return start.to(source_span(step.journey, flag.value.raw)) if flag.value else start


def _file(step: Step, flag: Flag) -> str:
    """Return the name as it is written: what a shell makes of it holds folders of no real machine."""
    return (
        step.launch.source_text(source_span(step.journey, flag.value.raw)) if flag.value else "a file that is not named"
    )


def _further_ports(step: Step, version: Version) -> range:
    """Return the ports behind the larger one that ``version`` needs for the links that the kernel opens."""
    called = step.journey.called_link
    first = max(called.ports) + 1 if called else 0
    return range(first, first + version.kernel_channels)


_TUNNELS: dict[str, Callable[[Step], Iterator[Change]]] = {
    "kernel-init": _open_further_links,
    "reverse": _close_further_links,
}
"""What a tunnel of another version is made to fit, by the fact that tells them apart."""
