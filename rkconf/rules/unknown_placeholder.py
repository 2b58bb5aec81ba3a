"""A name between backticks that the Front End does not replace.

The Front End replaces the placeholders that it knows, in exactly their spelling. It leaves any
other pair of backticks in the command. The shell then runs a program of that name and inserts its
output, which is usually empty.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkName `LinkName` -LinkHost `ipadress`

Good:

    ssh skye.local ./math.sh -mathlink -LinkName `linkname` -LinkHost `ipaddress`

Exceptions:

Text that cannot be a misspelt name, such as a command with arguments, is not reported. Placeholders
of the other kind of launch are reported by wrong-placeholder-kind.

Fix safety:

This fix is safe: it only corrects uppercase and lowercase letters. For a misspelt name there is a
suggestion, but no fix.
"""

from collections.abc import Iterable, Iterator, Mapping

from rkconf.command import Launch, Target
from rkconf.command.placeholders import Placeholder
from rkconf.command.repair import safe
from rkconf.deferred import pattern
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.spelling import closest

_NAME = pattern(r"\w+")
_NEAR = 0.75


@rule("RK201", Severity.ERROR, Subject.LAUNCH, fix=Applicability.SAFE)
def check(launch: Launch, target: Target) -> Iterator[Finding]:
    """Find names that are not replaced; text that cannot be a misspelt name is an intended command."""
    if launch.command is None:
        return
    version = target.version
    mine, others = version.placeholder_sightings, version.slots
    if launch.is_parallel:
        mine, others = others, mine
    known = {name.lower() for name in others}
    for placeholder in launch.unfilled.placeholders:
        if placeholder.name not in mine and placeholder.name.strip().lower() not in known:
            yield from _unfilled(launch, placeholder, mine)


def _unfilled(launch: Launch, placeholder: Placeholder, names: Iterable[str]) -> Iterator[Finding]:
    if not placeholder.name and not launch.is_parallel:
        message = "two adjacent backticks contain no name, and the placeholder after them is not replaced"
        yield Finding(placeholder.raw.span, message, "write one backtick before the name and one after it")
        return
    spelt = {name.lower(): name for name in names}
    near = closest(_compact(placeholder), spelt, similarity=_NEAR)
    if near or _NAME.fullmatch(placeholder.name):
        yield _finding(launch, placeholder, spelt, near)


def _finding(launch: Launch, placeholder: Placeholder, spelt: Mapping[str, str], near: str | None) -> Finding:
    name = spelt.get(_compact(placeholder))
    reader = "the parallel package" if launch.is_parallel else "the Front End"
    message = f"{reader} does not know `{placeholder.name}`, so the shell runs it as a command"
    if name:
        fix = safe(f"write `{name}`", launch.replace(placeholder.raw.span, f"`{name}`"))
        what = "case matters" if placeholder.name.lower() == name.lower() else "a name contains no space or line break"
        return Finding(placeholder.raw.span, message, f"{what}: write `{name}`", fix)
    advice = f"did you mean `{spelt[near]}`?" if near else f"known: {', '.join(sorted(spelt.values()))}"
    return Finding(placeholder.raw.span, message, advice)


def _compact(placeholder: Placeholder) -> str:
    """Return the name in lowercase, without spaces and line breaks."""
    return "".join(placeholder.name.split()).lower()
