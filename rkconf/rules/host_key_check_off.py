"""ssh does not check the identity of the other machine.

Any machine that answers under that name gets the session. If the key has changed and the command
has a tunnel, ssh logs in but silently drops the forwarded ports, so the kernel never connects.
``accept-new`` accepts a machine that is seen for the first time and refuses one whose key has
changed.

Bad:

    ssh -o StrictHostKeyChecking=no skye.local ./math.sh -mathlink

Good:

    ssh -o StrictHostKeyChecking=accept-new skye.local ./math.sh -mathlink

Exceptions:

You can ignore the finding for a machine whose key changes on purpose, for example every night in a
lab, as long as the command has no tunnel.

Fix safety:

This fix is unsafe: with it ssh refuses a machine whose key has changed, so a connection that works
today may fail.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Launch, Option, Target
from rkconf.command.repair import remove, unsafe
from rkconf.diagnostics import Applicability, Fix, Severity
from rkconf.rule import Finding, Subject, Weakness, rule

_OFF = {
    "stricthostkeychecking": ({"no", "off"}, "StrictHostKeyChecking=accept-new"),
    "userknownhostsfile": ({"/dev/null", "none"}, None),
    "checkhostip": ({"no"}, None),
}

_WEAKNESS = Weakness(322, 7.4, "AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:N")


@rule("RK403", Severity.WARNING, Subject.SSH, fix=Applicability.UNSAFE, weakness=_WEAKNESS)
def check(connection: Connection, launch: Launch | None, _: Target) -> Iterator[Finding]:
    """Find settings of ssh that turn off the check of host keys."""
    for name, (value, option) in connection.settings.items():
        values, better = _OFF.get(name, (set(), None))
        if value.lower() in values:
            better = better if option.value else None
            advice = f"write {better}" if better else "remove it"
            fix = _fix(launch, option, better, advice) if launch else None
            yield Finding(option.span, "ssh does not check which machine answers", advice, fix)


def _fix(launch: Launch, option: Option, better: str | None, advice: str) -> Fix:
    if better and option.value:
        return unsafe(advice, launch.replace(option.value.span, better))
    return unsafe(advice, remove(launch, option.span))
