"""A placeholder of the wrong kind: the Front End replaces names, parallel kernels use numbers.

A launch command of the Front End contains `` `linkname` `` and similar names; a template for
parallel kernels contains `` `1` `` (host), `` `2` `` (link name), `` `3` `` (user) and `` `4` ``
(link protocol). A placeholder of the other kind is not replaced, and the shell runs it as a
command.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `2`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Fix safety:

This fix is safe: it writes the placeholder that has the same meaning in this kind of launch. A
placeholder without a counterpart has no fix.
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
    """Return the placeholder with the same meaning in this kind of launch, or None."""
    if name in _LINK:
        return f"`{launch.link_placeholder}`"
    return target.version.plausible_slots[name] if name == _PROTOCOL and not launch.is_parallel else None


def _finding(launch: Launch, placeholder: Placeholder, right: str | None) -> Finding:
    where = "a template for parallel kernels" if launch.is_parallel else "a launch command of the Front End"
    message = f"`{placeholder.name}` has no meaning in {where}; the shell will run it as a command"
    if right is None:
        known = "`1` to `4`" if launch.is_parallel else "names such as `linkname`"
        return Finding(placeholder.raw.span, message, f"use {known}")
    fix = safe(f"write {right}", launch.replace(placeholder.raw.span, right))
    return Finding(placeholder.raw.span, message, f"write {right}", fix)
