"""Say of which launch commands a conversion knows too little, where that matters."""

from collections.abc import Iterator

from rkconf.command import Journey
from rkconf.command.repair import source_span
from rkconf.conversion.changes import Note
from rkconf.conversion.command_conversion import CommandConversion
from rkconf.rendering import kernel_side_links
from rkconf.source import Span
from rkconf.versions import Version


def remarks(command: CommandConversion) -> Iterator[Note]:
    """Tell where a command is not followed, between versions that need different ones."""
    span = _end(command.journey)
    parallel = command.launch.is_parallel
    if span and _needs(command.old, parallel=parallel) != _needs(command.new, parallel=parallel):
        message = f"rkconf does not follow {command.launch.source_text(span)}: the command stays as it is"
        yield Note(span, message, f"see that it fits: {_difference(command)}")


def _end(journey: Journey) -> Span | None:
    """Return where rkconf stops to follow; None where it sees all that a conversion looks at."""
    if journey.unfollowed:
        return source_span(journey, journey.unfollowed.raw)
    kernel = journey.kernel
    if kernel:
        # What a script hands to the kernel is not seen; a link without flags of its own needs none.
        hidden = not kernel.is_known and (journey.launch.is_parallel or bool(journey.remote_forwards))
        return source_span(journey, kernel.program.raw) if hidden else None
    return next((problem.span for problem in journey.problems if problem.rule == "not-understood"), None)


def _needs(version: Version, *, parallel: bool) -> tuple[object, ...]:
    """Return the facts that decide what a launch command must say."""
    shared = (version.start_flags, version.network_protocols)
    return (*shared, version.subkernel_flag) if parallel else (*shared, version.links, version.tunnel)


def _difference(command: CommandConversion) -> str:
    new, old_links, new_links = command.new, kernel_side_links(command.old), kernel_side_links(command.new)
    if command.launch.is_parallel:
        return f"version {new} starts parallel kernels {'with' if new.subkernel_flag else 'without'} -subkernel"
    if new_links:
        return f"the kernel of version {new} opens the {new_links} links itself; `rkconf setup` says what that takes"
    return f"version {new} has the main link alone, without the {old_links} links"
