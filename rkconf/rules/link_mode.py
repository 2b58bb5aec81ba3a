"""One side of the link does not do its part: the Front End listens, the kernel connects.

The Front End opens the link (``-LinkMode Listen`` in *Arguments to MLOpen*) and the kernel calls it
(``-LinkMode Connect``). Two that listen wait for each other; two that connect find nobody.
``Create`` is the same as ``Listen``, ``-linkconnect`` the same as ``-LinkMode Connect``; case does
not matter.

Bad:

    -LinkMode Connect -LinkProtocol TCPIP -LinkOptions MLDontInteract      (Arguments to MLOpen)

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract
"""

from collections.abc import Iterator

from rkconf.command import Journey, Launch, StartedKernel, Target
from rkconf.command.repair import append_to_mlopen, insert_after, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.edits import Edit
from rkconf.link import Flag, LinkArguments
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span


@rule("RK102", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the mode of each side that is there."""
    listening = journey.launch.listening
    if listening and journey.launch.mlopen is not None:
        yield from _listens(journey.launch, listening, journey.launch.mlopen.span)
    if journey.kernel and journey.kernel.is_known and not journey.launch.in_foreground:
        yield from _connects(journey, journey.kernel)


def _listens(launch: Launch, listening: LinkArguments, whole: Span) -> Iterator[Finding]:
    flag = listening.mode_flag
    if listening.mode == "Listen" or (flag and flag.takes_value and not flag.value):
        return
    if flag is None:
        message = "the Front End does not listen: -LinkMode is missing here"
        fix = safe("add -LinkMode Listen", append_to_mlopen(launch, "-LinkMode Listen"))
    else:
        message = f"the Front End must listen, and this says {listening.mode}"
        fix = safe("write Listen", _written(launch, flag, flag.span, "Listen"))
    yield Finding(flag.span if flag else whole, message, "write -LinkMode Listen", fix)


def _connects(journey: Journey, kernel: StartedKernel) -> Iterator[Finding]:
    flag = kernel.link.mode_flag
    if kernel.link.mode == "Connect" or (flag and flag.takes_value and not flag.value):
        return
    if flag is None:
        message = "the kernel is not told to connect: -LinkMode is missing"
        fix = safe("add -LinkMode Connect", insert_after(journey, kernel.program.raw, "-LinkMode Connect"))
        yield Finding(source_span(journey, kernel.program.raw), message, "add -LinkMode Connect", fix)
    else:
        message = f"the kernel must connect, and this says {kernel.link.mode}"
        fix = safe("write Connect", _written(journey.launch, flag, flag.span, "Connect"))
        yield Finding(flag.span, message, "write -LinkMode Connect", fix)


def _written(launch: Launch, flag: Flag, whole: Span, mode: str) -> Edit:
    if flag.value:
        return launch.replace(flag.value.span, mode)
    return launch.replace(whole, f"-LinkMode {mode}")
