"""The place of a program on the path of a launch command."""

from rkconf.command import Field, Hop, Journey
from rkconf.record import record


@record
class ProgramPlace:
    """A program on the path of a journey."""

    program: Field
    path: tuple[Hop, ...]
    """The shells up to the one that starts it."""


def kernel_place(journey: Journey) -> ProgramPlace | None:
    """Return the place of the kernel; None if the command does not show it."""
    kernel = journey.kernel
    return None if kernel is None or kernel.is_cut else ProgramPlace(kernel.program, journey.hops)


def client_place(journey: Journey) -> ProgramPlace | None:
    """Return the place of the first client of ssh; None without one."""
    for at, hop in enumerate(journey.hops, start=1):
        if hop.call and hop.call.connection and hop.call.invocation:
            return ProgramPlace(hop.call.invocation.program, journey.hops[:at])
    return None
