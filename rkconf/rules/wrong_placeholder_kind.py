"""A placeholder of the other world: the Front End fills in names, parallel kernels are started with numbers.

A launch command of the Front End knows `` `linkname` `` and its like; a template for parallel kernels knows `` `1` ``
(host), `` `2` `` (link name), `` `3` `` (user) and `` `4` `` (link protocol). Each leaves the other's as it is, and the
shell runs it as a command. Where both have a placeholder for the same thing, the fix is safe.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `2`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.command.placeholders import Placeholder
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_LINK = ("linkname", "2")
_PROTOCOL = "4"


@rule("RK202", Severity.ERROR, Subject.LAUNCH, fix=Applicability.SAFE)
def check(launch: Launch, target: Target) -> Iterator[Finding]:
    """Find numbers in a command of the Front End, and names in a parallel template."""
    if launch.command is None:
        return
    version = target.version
    others = version.placeholder_sightings if launch.is_parallel else version.slots
    spelt = {name.lower(): name for name in others}
    for placeholder in launch.unfilled.placeholders:
        name = spelt.get(placeholder.name.strip().lower())
        if name:
            yield _finding(launch, placeholder, _counterpart(launch, name, target))


def _counterpart(launch: Launch, name: str, target: Target) -> str | None:
    """Return what means the same in this world, where something does."""
    if name in _LINK:
        return f"`{launch.link_placeholder}`"
    return target.version.plausible_slots[name] if name == _PROTOCOL and not launch.is_parallel else None


def _finding(launch: Launch, placeholder: Placeholder, right: str | None) -> Finding:
    where = "a template for parallel kernels" if launch.is_parallel else "a launch command of the Front End"
    message = f"`{placeholder.name}` means nothing in {where}; the shell will run it as a command"
    if right is None:
        known = "`1` to `4`" if launch.is_parallel else "names such as `linkname`"
        return Finding(placeholder.raw.span, message, f"here are {known}")
    fix = safe(f"write {right}", launch.replace(placeholder.raw.span, right))
    return Finding(placeholder.raw.span, message, f"write {right}", fix)
