"""Note launch commands that rkconf cannot follow, if the versions need different ones."""

from collections.abc import Iterator

from rkconf.command import Journey
from rkconf.command.repair import source_span
from rkconf.conversion.changes import Note
from rkconf.conversion.command_conversion import CommandConversion
from rkconf.rendering import kernel_side_links
from rkconf.source import Span
from rkconf.versions import Version


def remarks(command: CommandConversion) -> Iterator[Note]:
    """Yield a note where a command cannot be followed, if the versions need different ones."""
    span, whole = _end(command.journey), command.launch.command
    parallel = command.launch.is_parallel
    if _needs(command.old, parallel=parallel) == _needs(command.new, parallel=parallel):
        return
    if span:
        message = f"the command is not changed, because rkconf cannot follow {command.launch.source_text(span)}"
        yield Note(span, message, f"repair what `rkconf lint` reports, or check it by hand: {_difference(command)}")
    elif whole and whole.text.strip() and not command.journey.kernel:
        message = "the command is not changed, because it starts no kernel"
        yield Note(whole.span, message, "repair what `rkconf lint` reports first")


def _end(journey: Journey) -> Span | None:
    """Return the place that rkconf cannot follow; None if it follows all that a conversion needs."""
    if journey.unfollowed:
        return source_span(journey, journey.unfollowed.raw)
    kernel = journey.kernel
    if kernel:
        # The arguments that a script passes to the kernel are unknown; only parallel kernels and tunnels need them.
        hidden = not kernel.is_known and (journey.launch.is_parallel or bool(journey.remote_forwards))
        return source_span(journey, kernel.program.raw) if hidden else None
    return next((problem.span for problem in journey.problems if problem.rule == "not-understood"), None)


def _needs(version: Version, *, parallel: bool) -> tuple[object, ...]:
    """Return the facts that a launch command depends on."""
    shared = (version.start_flags, version.network_protocols[0])
    return (*shared, version.subkernel_flag) if parallel else (*shared, version.links, version.tunnel)


def _difference(command: CommandConversion) -> str:
    new, old_links, new_links = command.new, kernel_side_links(command.old), kernel_side_links(command.new)
    if command.launch.is_parallel:
        return f"version {new} starts parallel kernels {'with' if new.subkernel_flag else 'without'} -subkernel"
    if new_links:
        return (
            f"the kernel of version {new} opens the {new_links} links itself; `rkconf setup` prints the necessary steps"
        )
    return f"version {new} opens only the main link, not the {old_links} links"
