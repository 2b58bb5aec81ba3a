"""The kernel does not get the name of the link.

The Front End opens a link, runs the launch command and waits until a kernel connects to that link.
``-LinkName`` passes the name of the link to the kernel. Without it the kernel starts and connects
to nothing, while the Front End waits forever. No message appears.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname` -LinkHost `ipaddress`

Exceptions:

For a program that rkconf does not know, the rule only checks that the link placeholder appears in
the command or that the MLOpen arguments fix the ports. Templates for parallel kernels are checked
by missing-slot.

Fix safety:

This fix is unsafe: it passes the link placeholder to the kernel with ``-LinkName``, but a script in
front of the kernel may add the name itself.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.invocation import StartedKernel
from rkconf.command.repair import add_argument, source_span, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import Argument
from rkconf.programs import meant_program
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Excerpt, Span


@rule("RK101", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a kernel, or an unknown launcher, that does not get the link name."""
    if journey.passes_link_name or journey.launch.in_foreground:
        yield from _unnamed(journey)
    elif journey.kernel and not journey.kernel.link.flag("LinkName") and not journey.launch.is_parallel:
        mark = f"-LinkName `{journey.launch.link_placeholder}`"
        fix = unsafe(f"add {mark}", add_argument(journey, journey.kernel, mark))
        message = "the kernel does not get the link name, so it cannot connect, and the Front End waits"
        yield Finding(source_span(journey, journey.kernel.program.raw), message, f"add {mark} after the kernel", fix)
    elif journey.unfollowed and not journey.launch.is_parallel and _gets_no_name(journey):
        message = (
            f"`{journey.launch.link_placeholder}` is missing from the command: no kernel gets the name of the link"
        )
        near = meant_program(journey.unfollowed.base)
        question = f"did you mean {near}? " if near else ""
        advice = f"{question}pass `{journey.launch.link_placeholder}` to the program"
        yield Finding(journey.unfollowed.raw.span, message, advice)


def _gets_no_name(journey: Journey) -> bool:
    """Return whether no program can get the link name: every word is known, and the ports are not fixed."""
    listening = journey.launch.listening
    return not journey.hides_words and not (listening and listening.name)


def _unnamed(journey: Journey) -> Iterator[Finding]:
    """Find a link name that reaches the kernel without ``-LinkName`` before it."""
    kernel = journey.kernel
    if not kernel or not kernel.is_known or kernel.link.flag("LinkName"):
        return
    for argument in kernel.link.others:
        if journey.derives_from_link_name(argument.value):
            edit = journey.launch.replace(_start(journey, argument.raw), "-LinkName ")
            # After a misspelt flag, -LinkName would appear twice once the flag is corrected.
            fix = None if _follows_unknown_flag(kernel, argument) else unsafe("write -LinkName before it", edit)
            message = "the name of the link has no -LinkName before it: the kernel ignores it"
            yield Finding(source_span(journey, argument.raw), message, "write -LinkName before it", fix)


def _follows_unknown_flag(kernel: StartedKernel, argument: Argument) -> bool:
    words = list(kernel.link.arguments)
    at = words.index(argument)
    return at > 0 and words[at - 1] in kernel.link.unknown


def _start(journey: Journey, raw: Excerpt) -> Span:
    start = source_span(journey, raw).start
    return Span(start, start)
