"""A flag of the link has no value.

In ``-LinkName -LinkHost skye`` the link gets no name, since another flag follows immediately. A
flag at the very end has no value either. MathLink prints no message.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName -LinkHost `ipaddress`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname` -LinkHost `ipaddress`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import source_span
from rkconf.diagnostics import Severity
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule


@rule("RK109", Severity.ERROR, Subject.LINK)
def check(end: LinkArguments, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find flags of both sides that lack their value."""
    for flag in end.flags:
        if flag.takes_value and flag.value is None:
            message = f"-{flag.name} has no value, so it has no effect"
            yield Finding(
                source_span(journey, flag.argument.raw), message, f"write the value of -{flag.name}, or remove the flag"
            )
