"""The tunnel leads the wrong way: ``-L`` where ``-R`` is needed.

The kernel calls the Front End, so ports of the *kernel's* machine must lead back to this one: that
is ``-R``. ``-L`` leads from here to there.

Bad:

    ssh -L 31415:127.0.0.1:31415 -L 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK607", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the link's own ports behind `-L`."""
    called = journey.called
    there = {forward.port for forward in journey.tunnels}
    for forward in journey.connection.forwards if journey.connection and called else ():
        if forward.letter == "L" and called and forward.port in called.ports and forward.port not in there:
            letter = forward.option.word.value
            at = letter.text.find("L")
            edits = (journey.launch.replace(letter[at : at + 1].span, "R"),) if forward.option.letter == "L" else ()
            fix = safe("write -R", *edits) if edits else None
            message = f"-L leads from here to there, and the kernel calls {forward.port} on its own machine"
            yield Finding(forward.span, message, "write -R", fix)
