"""A placeholder that is not known to work in this version.

Later Front Ends replace more placeholders than earlier ones, and this one is documented only for
other versions. If this version does not know it, the shell runs the name as a command.

Bad:

    ssh `username`@skye.local ./math.sh -mathlink -LinkName `linkname`

Good:

    ssh user@skye.local ./math.sh -mathlink -LinkName `linkname`

Exceptions:

You can ignore the finding if you have tested the placeholder in your Front End. Templates for
parallel kernels are not checked.
"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK203", Severity.WARNING, Subject.LAUNCH)
def check(launch: Launch, target: Target) -> Iterator[Finding]:
    """Find names that are documented only for other versions."""
    if launch.command is None or launch.is_parallel:
        return
    elsewhere = target.version.undocumented_placeholders
    for placeholder in launch.unfilled.placeholders:
        seen = elsewhere.get(placeholder.name)
        if seen:
            message = f"`{placeholder.name}` is not known to work in Mathematica {target.version}"
            advice = f"write the value itself; the placeholder is documented for {seen}"
            yield Finding(placeholder.raw.span, message, advice)
