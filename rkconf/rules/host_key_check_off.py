"""ssh is told not to check whose machine it talks to.

Whoever answers under that name gets the session. With a changed key and a tunnel ssh logs in and
silently drops the forwarded ports, so that the kernel never connects. ``accept-new`` takes a
machine that was never seen and refuses one whose key has changed.

Bad:

    ssh -o StrictHostKeyChecking=no skye.local ./math.sh -mathlink

Good:

    ssh -o StrictHostKeyChecking=accept-new skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import remove, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_OFF = {
    "stricthostkeychecking": ({"no", "off"}, "StrictHostKeyChecking=accept-new"),
    "userknownhostsfile": ({"/dev/null", "none"}, None),
    "checkhostip": ({"no"}, None),
}


@rule("RK403", Severity.WARNING, Subject.CONNECTION, fix=Applicability.UNSAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the settings of ssh."""
    for name, (value, option) in connection.settings.items():
        values, better = _OFF.get(name, (set(), None))
        if value.lower() in values:
            if better and option.value:
                fix = unsafe(f"write {better}", journey.launch.replace(option.value.span, better))
            else:
                fix = unsafe("take it away", remove(journey.launch, option.span))
            yield Finding(option.span, "ssh no longer checks whose machine answers", better or "take it away", fix)
