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
from rkconf.command.repair import place
from rkconf.diagnostics import Severity
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule


@rule("RK109", Severity.ERROR, Subject.LINK)
def check(end: LinkArguments, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the flags of both sides."""
    for flag in end.flags:
        if flag.takes_value and flag.value is None:
            message = f"-{flag.name} has no value behind it"
            yield Finding(place(journey, flag.argument.raw), message, f"write what -{flag.name} is, or take it away")
