"""One side of the link has the wrong mode: the Front End must listen, the kernel must connect.

The Front End opens the link (``-LinkMode Listen`` in Arguments to MLOpen), and the kernel
connects to it (``-LinkMode Connect``). If both listen, they wait for each other; if both connect,
neither finds the other.

Bad:

    -LinkMode Connect -LinkProtocol TCPIP -LinkOptions MLDontInteract      (Arguments to MLOpen)

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract

Exceptions:

``Create`` is the same as ``Listen``, and ``-linkconnect`` the same as ``-LinkMode Connect``; case
does not matter. In a template with ``ConnectionType->LinkLaunch`` the kernel's mode is not checked.

Fix safety:

This fix is safe: each side of the link can have only this mode.
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
    """Check the mode of each side."""
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
        message = "-LinkMode is missing: the Front End does not listen"
        fix = safe("add -LinkMode Listen", append_to_mlopen(launch, "-LinkMode Listen"))
    else:
        message = f"the Front End must listen, but its mode is {listening.mode}"
        fix = safe("write Listen", _written(launch, flag, flag.span, "Listen"))
    yield Finding(flag.span if flag else whole, message, "write -LinkMode Listen", fix)


def _connects(journey: Journey, kernel: StartedKernel) -> Iterator[Finding]:
    flag = kernel.link.mode_flag
    if kernel.link.mode == "Connect" or (flag and flag.takes_value and not flag.value):
        return
    if flag is None:
        message = "-LinkMode is missing, so the kernel does not connect"
        fix = safe("add -LinkMode Connect", insert_after(journey, kernel.program.raw, "-LinkMode Connect"))
        yield Finding(source_span(journey, kernel.program.raw), message, "add -LinkMode Connect", fix)
    else:
        message = f"the kernel must connect, but its mode is {kernel.link.mode}"
        fix = safe("write Connect", _written(journey.launch, flag, flag.span, "Connect"))
        yield Finding(flag.span, message, "write -LinkMode Connect", fix)


def _written(launch: Launch, flag: Flag, whole: Span, mode: str) -> Edit:
    if flag.value:
        return launch.replace(flag.value.span, mode)
    return launch.replace(whole, f"-LinkMode {mode}")
