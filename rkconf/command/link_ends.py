"""The places where the two ends of a link name their ports, for findings that show both."""

from rkconf.command.journey import Journey
from rkconf.command.repair import source_span
from rkconf.diagnostics import Related


def front_end_place(journey: Journey) -> tuple[Related, ...]:
    """Return the place that fixes the Front End's ports; empty if they are random."""
    listening = journey.launch.listening
    flag = listening.flag("LinkName") if listening and listening.name else None
    return (Related(flag.span, "the Front End opens these ports"),) if flag else ()


def kernel_place(journey: Journey) -> tuple[Related, ...]:
    """Return the place where the kernel's command names the ports to connect to; empty if it names none."""
    flag = journey.kernel.link.flag("LinkName") if journey.kernel else None
    return (
        (Related(source_span(journey, flag.value.raw), "the kernel connects to these ports"),)
        if flag and flag.value
        else ()
    )
