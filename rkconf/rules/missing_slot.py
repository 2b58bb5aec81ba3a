"""A template for parallel kernels lacks one of its slots.

Every kernel gets a separate link, and `` `2` `` is replaced with the name of that link: without it
no kernel can connect. `` `1` `` is the host and `` `4` `` the link protocol. A template without
them works only for the host and the protocol that are written in it.

Bad:

    ssh `1` math -mathlink -linkmode Connect `4` -subkernel -noinit > /dev/null 2>&1 &

Good:

    ssh `1` math -mathlink -linkmode Connect `4` -linkname `2` -subkernel -noinit > /dev/null 2>&1 &

Exceptions:

A missing `` `1` `` or `` `4` `` is a warning. A template in ``RemoteMachine`` or ``LaunchSlave`` is
for one machine, so it may contain the host instead of `` `1` ``. After a program that rkconf does not know, only
`` `2` `` is needed. A template with ``ConnectionType->LinkLaunch`` needs none of the slots.

Fix safety:

This fix is unsafe: it adds the slot to the kernel's arguments, or writes `` `1` `` instead of the
host, but you may want the template for one host only.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import add_argument, unsafe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.source import Span

_HOST, _PROTOCOL = "1", "4"
_LINK = "-linkname `2`"


@rule("RK205", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Find missing slots; after a program that rkconf does not know, only the link name is needed."""
    if not journey.launch.is_parallel or journey.launch.in_foreground or not journey.launch.command:
        return
    if not journey.leads_on:
        return
    needed = ["2"] if journey.unfollowed else ["2", _HOST, _PROTOCOL]
    if journey.launch.for_one_machine and journey.connection:
        needed = [slot for slot in needed if slot != _HOST]
    for slot in needed:
        if not journey.filled.named(slot):
            yield _missing(journey, slot, target.version.slots[slot])


def _missing(journey: Journey, slot: str, meaning: str) -> Finding:
    severity = Severity.ERROR if slot == journey.launch.link_placeholder else Severity.WARNING
    place = journey.launcher.program.raw.span if journey.launcher else journey.filled.text.span
    message = f"`{slot}` ({meaning}) is missing from the template"
    return Finding(place, message, _advice(slot), _fix(journey, slot), severity)


def _advice(slot: str) -> str:
    if slot == _HOST:
        return "write `1` for the host, so that the template works for every machine"
    return f"add {_LINK if slot != _PROTOCOL else '`4`'} after the kernel"


def _fix(journey: Journey, slot: str) -> Fix | None:
    """Return the fix that adds the slot; None if the command has no kernel or no host."""
    if slot == _HOST:
        destination = journey.connection.destination if journey.connection else None
        if destination is None:
            return None
        login, at, _ = destination.text.rpartition("@")
        if at and f"{login}{at}" not in destination.raw.text:
            return None
        start = destination.raw.span.start + len(f"{login}{at}")
        return unsafe("write `1`", journey.launch.replace(Span(start, destination.raw.span.end), "`1`"))
    if journey.kernel is None:
        return None
    text = _LINK if slot != _PROTOCOL else "`4`"
    return unsafe(f"add {text}", add_argument(journey, journey.kernel, text))
