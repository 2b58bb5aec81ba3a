"""A placeholder that is not known to work in this version.

Later Front Ends fill in more names than earlier ones. For this version nothing attests the name; if it is not known
there, the shell runs it as a command.

Bad:

    ssh `username`@skye.local ./math.sh -mathlink -LinkName `linkname`

Good:

    ssh user@skye.local ./math.sh -mathlink -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK203", Severity.WARNING, Subject.LAUNCH)
def check(launch: Launch, target: Target) -> Iterator[Finding]:
    """Find names that are attested for other versions alone."""
    if launch.command is None or launch.is_parallel:
        return
    elsewhere = target.version.unattested_placeholders
    for placeholder in launch.unfilled.placeholders:
        seen = elsewhere.get(placeholder.name)
        if seen:
            message = f"`{placeholder.name}` is not known to work in Mathematica {target.version}"
            advice = f"it is attested for {seen}; write the value itself to be sure"
            yield Finding(placeholder.raw.span, message, advice)
