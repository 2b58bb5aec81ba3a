"""The kernel is never told the name of the link.

The Front End opens a link, runs the launch command and waits until the kernel connects to that
link. The kernel learns of it from ``-LinkName``. Without it the kernel starts, connects to nothing
and the Front End waits for ever; no message appears.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import insert_behind, place, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt, Span


@rule("RK101", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a kernel, or an unknown launcher, that no link name reaches."""
    if journey.tells_link or journey.launch.in_foreground:
        yield from _unnamed(journey)
    elif journey.kernel and not journey.kernel.link.flag("LinkName") and not journey.launch.is_parallel:
        mark = f"-LinkName `{journey.launch.link_placeholder}`"
        fix = unsafe(f"add {mark}", insert_behind(journey, journey.kernel.invocation.words[-1].raw, mark))
        message = "the kernel is never told the name of the link: it connects to nothing and the Front End waits"
        yield Finding(place(journey, journey.kernel.program.raw), message, f"add {mark} behind the kernel", fix)
    elif journey.unfollowed and not journey.launch.is_parallel:
        message = f"`{journey.launch.link_placeholder}` is nowhere in the command: no kernel can learn the link's name"
        yield Finding(journey.unfollowed.raw.span, message, f"hand `{journey.launch.link_placeholder}` to the program")


def _unnamed(journey: Journey) -> Iterator[Finding]:
    """The link's name reaches the kernel itself, but no ``-LinkName`` stands before it."""
    kernel = journey.kernel
    if not kernel or not kernel.is_known or kernel.link.flag("LinkName"):
        return
    for argument in kernel.link.others:
        if journey.carries_link(argument.value):
            fix = unsafe("put -LinkName before it", journey.launch.replace(_start(journey, argument.raw), "-LinkName "))
            message = "the link's name has no -LinkName before it: the kernel ignores it"
            yield Finding(place(journey, argument.raw), message, "write -LinkName before it", fix)


def _start(journey: Journey, raw: Excerpt) -> Span:
    start = place(journey, raw).start
    return Span(start, start)
