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
from rkconf.command.invocation import StartedKernel
from rkconf.command.repair import add_argument, source_span, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import Argument
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt, Span


@rule("RK101", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a kernel, or an unknown launcher, that no link name reaches."""
    if journey.passes_link_name or journey.launch.in_foreground:
        yield from _unnamed(journey)
    elif journey.kernel and not journey.kernel.link.flag("LinkName") and not journey.launch.is_parallel:
        mark = f"-LinkName `{journey.launch.link_placeholder}`"
        fix = unsafe(f"add {mark}", add_argument(journey, journey.kernel, mark))
        message = "the kernel is never told the name of the link: it connects to nothing and the Front End waits"
        yield Finding(source_span(journey, journey.kernel.program.raw), message, f"add {mark} behind the kernel", fix)
    elif journey.unfollowed and not journey.launch.is_parallel and _is_told_nothing(journey):
        message = f"`{journey.launch.link_placeholder}` is nowhere in the command: no kernel can learn the link's name"
        yield Finding(journey.unfollowed.raw.span, message, f"hand `{journey.launch.link_placeholder}` to the program")


def _is_told_nothing(journey: Journey) -> bool:
    """Return whether no program can learn the link's name: nothing is unknown, and no fixed ports tell it."""
    listening = journey.launch.listening
    return not journey.hides_words and not (listening and listening.name)


def _unnamed(journey: Journey) -> Iterator[Finding]:
    """The link's name reaches the kernel itself, but no ``-LinkName`` stands before it."""
    kernel = journey.kernel
    if not kernel or not kernel.is_known or kernel.link.flag("LinkName"):
        return
    for argument in kernel.link.others:
        if journey.derives_from_link_name(argument.value):
            edit = journey.launch.replace(_start(journey, argument.raw), "-LinkName ")
            # Behind a flag that nobody knows it would stand twice once that is spelt as it should be.
            fix = None if _follows_unknown_flag(kernel, argument) else unsafe("put -LinkName before it", edit)
            message = "the link's name has no -LinkName before it: the kernel ignores it"
            yield Finding(source_span(journey, argument.raw), message, "write -LinkName before it", fix)


def _follows_unknown_flag(kernel: StartedKernel, argument: Argument) -> bool:
    words = list(kernel.link.arguments)
    at = words.index(argument)
    return at > 0 and words[at - 1] in kernel.link.unknown


def _start(journey: Journey, raw: Excerpt) -> Span:
    start = source_span(journey, raw).start
    return Span(start, start)
