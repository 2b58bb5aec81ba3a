"""A flag of the link has no value behind it.

``-LinkName -LinkHost here`` gives a link no name, and a flag at the very end gives nothing at all.
MathLink says nothing.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName -LinkHost `ipaddress`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname` -LinkHost `ipaddress`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import source_span
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK109", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the flags of both sides."""
    sides = (journey.launch.listening, journey.kernel.link if journey.kernel else None)
    for side in filter(None, sides):
        for flag in side.flags:
            if flag.takes_value and flag.value is None:
                message = f"-{flag.name} has no value behind it"
                yield Finding(
                    source_span(journey, flag.argument.raw), message, f"write what -{flag.name} is, or take it away"
                )
