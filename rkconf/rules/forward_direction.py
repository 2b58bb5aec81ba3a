"""The tunnel has the wrong direction: ``-L`` where ``-R`` is needed.

The kernel calls the Front End, so a port of the kernel's machine must forward to this machine:
that is ``-R``. ``-L`` forwards from this machine to the other one, and cannot listen on a port that
the Front End has opened. In the same way ``-R`` cannot listen on a port that the kernel opens for
its additional links. ``-l`` instead of ``-L`` makes ssh read the forward as a login name.

Bad:

    ssh -L 31415:127.0.0.1:31415 -L 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Good:

    ssh -R 31415:127.0.0.1:31415 -R 31416:127.0.0.1:31416 h math -mathlink -LinkName 31415@127.0.0.1,31416@127.0.0.1

Exceptions:

``-L`` on a port that the Front End has opened is only a warning, since ssh usually prints a message
and continues. It is an error if ``ExitOnForwardFailure=yes`` is set and both use 127.0.0.1 only.

Fix safety:

This fix is safe: it changes only the letter of the option. ``-L`` on that port cannot serve the
kernel, and a forward cannot be a login name.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.forward_purposes import further_ports, occupied_forwards
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link.name import LOOPBACK_ADDRESS
from rkconf.rule import Finding, Subject, rule
from rkconf.ssh import forward_spec


@rule("RK607", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Find ports of the link in a forward of the wrong direction."""
    for forward in journey.reversed_forwards:
        letter = forward.option.word.value
        at = letter.text.find("L")
        edits = (journey.launch.replace(letter[at : at + 1].span, "R"),) if forward.option.letter == "L" else ()
        port = journey.port(forward.listen_port)
        message = f"-L opens {port} on this machine, but the kernel calls it on its own machine"
        yield Finding(forward.span, message, "write -R", safe("write -R", *edits) if edits else None)
    yield from _occupied(journey)
    yield from _of_the_kernel(journey, target)
    yield from _as_login(journey)


def _occupied(journey: Journey) -> Iterator[Finding]:
    """Find `-L` on a port that the Front End has opened before ssh starts.

    ssh reports it and continues, unless the command requires all forwards and there is no other address to open the
    port on (measured).
    """
    connection, listening = journey.connection, journey.launch.listening
    if not connection or not listening:
        return
    ends = (connection.setting("ExitOnForwardFailure") or "").lower() in {"yes", "true"}
    hosts = set(listening.hosts)
    for forward in occupied_forwards(journey):
        port = journey.port(forward.listen_port)
        message = f"-L cannot open {port} on this machine: the Front End already listens there"
        certain = ends and {forward.address} == hosts == {LOOPBACK_ADDRESS}
        severity = Severity.ERROR if certain else Severity.WARNING
        yield Finding(forward.span, message, "remove it, or use another port", severity=severity)


def _as_login(journey: Journey) -> Iterator[Finding]:
    """Find `-l` instead of `-L`: the forward becomes a login."""
    for option in journey.connection.meaning("User") if journey.connection else ():
        spec = forward_spec.parse(option.value, is_remote=False) if option.value else None
        if spec and option.is_known and option.letter == "l":
            letter = option.word.value
            at = letter.text.find("l")
            fix = safe("write -L", journey.launch.replace(letter[at : at + 1].span, "L"))
            yield Finding(option.span, f"-l specifies the login, but {option.text} is a forward", "write -L", fix)


def _of_the_kernel(journey: Journey, target: Target) -> Iterator[Finding]:
    """Find `-R` on a port that the kernel opens itself: ssh opens it first (measured)."""
    kernel, called, connection = journey.kernel, journey.called_link, journey.connection
    if not kernel or not called or not connection or not kernel.link.flag("initfile") or journey.launch.is_parallel:
        return
    for forward in connection.remote_forwards:
        if forward.port in further_ports(journey, target.version):
            message = f"-R occupies port {forward.port}, which the kernel needs for an additional link"
            yield Finding(forward.span, message, "remove it, or replace it with -L, which forwards to that port")
