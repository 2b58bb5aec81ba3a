"""The tunnel leads the wrong way: ``-L`` where ``-R`` is needed.

The kernel calls the Front End, so ports of the *kernel's* machine must lead back to this one: that
is ``-R``. ``-L`` leads from here to there, and cannot begin at a port that the Front End has opened.

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


@rule("RK607", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the link's own ports behind `-L`."""
    for forward in journey.turned:
        letter = forward.option.word.value
        at = letter.text.find("L")
        edits = (journey.launch.replace(letter[at : at + 1].span, "R"),) if forward.option.letter == "L" else ()
        port = journey.port(forward.entrance)
        message = f"-L leads from here to there, and the kernel calls {port} on its own machine"
        yield Finding(forward.span, message, "write -R", safe("write -R", *edits) if edits else None)
    yield from _in_the_way(journey)


def _in_the_way(journey: Journey) -> Iterator[Finding]:
    """Look for `-L` at a port that the Front End has opened before ssh is started.

    ssh says so and goes on, unless it is told to end there and could open the port at no other address (measured).
    """
    listening, connection = journey.launch.listening, journey.connection
    if not listening or not connection or not all(map(is_loopback, listening.hosts)):
        return
    ends = (connection.setting("ExitOnForwardFailure") or "").lower() in {"yes", "true"}
    for forward in connection.forwards:
        port = journey.port(forward.entrance)
        if forward.letter == "L" and port in journey.opens and forward not in journey.turned and _is_here(forward):
            message = f"-L cannot open {port} here: the Front End waits there"
            certain = ends and {forward.address} == set(listening.hosts) == {LOOPBACK_ADDRESS}
            severity = Severity.ERROR if certain else Severity.WARNING
            yield Finding(forward.span, message, "take it away, or give it another port", severity=severity)


def _is_here(forward: Forward) -> bool:
    """Say whether the forward begins at 127.0.0.1; without an address, or with a name, at ::1 too."""
    return not forward.address or is_loopback(forward.address)
