"""The tunnel leads the wrong way: ``-L`` where ``-R`` is needed.

The kernel calls the Front End, so ports of the *kernel's* machine must lead back to this one: that
is ``-R``. ``-L`` leads from here to there, and cannot begin at a port that the Front End has opened.
Nor can ``-R`` begin at a port that the kernel opens for its further links.

Bad:

    ssh -L 31415:127.0.0.1:31415 -L 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1
"""

from collections.abc import Iterator

from rkconf.command import Forward, Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import is_loopback
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule
from rkconf.ssh import forward_spec


@rule("RK607", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for the link's own ports behind `-L`."""
    for forward in journey.reversed_forwards:
        letter = forward.option.word.value
        at = letter.text.find("L")
        edits = (journey.launch.replace(letter[at : at + 1].span, "R"),) if forward.option.letter == "L" else ()
        port = journey.port(forward.listen_port)
        message = f"-L leads from here to there, and the kernel calls {port} on its own machine"
        yield Finding(forward.span, message, "write -R", safe("write -R", *edits) if edits else None)
    yield from _in_the_way(journey)
    yield from _of_the_kernel(journey, target)
    yield from _as_login(journey)


def _in_the_way(journey: Journey) -> Iterator[Finding]:
    """Look for `-L` at a port that the Front End has opened before ssh is started.

    ssh says so and goes on, unless it is told to end there and could open the port at no other address (measured).
    """
    listening, connection = journey.launch.listening, journey.connection
    if not listening or not connection or not all(map(is_loopback, listening.hosts)):
        return
    ends = (connection.setting("ExitOnForwardFailure") or "").lower() in {"yes", "true"}
    for forward in connection.forwards:
        port = journey.port(forward.listen_port)
        if (
            forward.letter == "L"
            and port in journey.listening_ports
            and forward not in journey.reversed_forwards
            and _is_here(forward)
        ):
            message = f"-L cannot open {port} here: the Front End waits there"
            certain = ends and {forward.address} == set(listening.hosts) == {LOOPBACK_ADDRESS}
            severity = Severity.ERROR if certain else Severity.WARNING
            yield Finding(forward.span, message, "take it away, or give it another port", severity=severity)


def _as_login(journey: Journey) -> Iterator[Finding]:
    """Look for `-l` in the place of `-L`: the forward becomes a login."""
    for option in journey.connection.meaning("User") if journey.connection else ():
        spec = forward_spec.parse(option.value, is_remote=False) if option.value else None
        if spec and option.is_known and option.letter == "l":
            letter = option.word.value
            at = letter.text.find("l")
            fix = safe("write -L", journey.launch.replace(letter[at : at + 1].span, "L"))
            yield Finding(option.span, f"-l gives the login, and {option.text} is a forward", "write -L", fix)


def _of_the_kernel(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for `-R` at a port that the kernel opens itself: ssh comes first and takes it (measured)."""
    kernel, called, connection = journey.kernel, journey.called_link, journey.connection
    if not kernel or not called or not connection or not kernel.link.flag("initfile") or journey.launch.is_parallel:
        return
    first = max(called.ports) + 1
    channels = sum(fact.channels for fact in target.version.links if fact.listener == "kernel")
    for forward in connection.remote_forwards:
        if forward.port in range(first, first + channels):
            message = f"-R takes port {forward.port} of the kernel's machine, which the kernel opens for a further link"
            yield Finding(forward.span, message, "take it away; -L leads to that port")


def _is_here(forward: Forward) -> bool:
    """Say whether the forward begins at 127.0.0.1; without an address, or with a name, at ::1 too."""
    return not forward.address or is_loopback(forward.address)
