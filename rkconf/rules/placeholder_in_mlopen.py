"""A placeholder of the link inside the arguments that open it.

*Arguments to MLOpen* create the link; its name and its ports exist only afterwards. A placeholder
for them has no value yet. (This is inferred: no document describes the case.)

Bad:

    -LinkMode Listen -LinkProtocol TCPIP -LinkName `linkname` -LinkOptions MLDontInteract

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract

Exceptions:

Placeholders that do not depend on the link, such as `` `ipaddress` ``, are not reported.
"""

from collections.abc import Iterator

from rkconf.command import Launch, Target
from rkconf.command.placeholders import fill
from rkconf.diagnostics import Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK206", Severity.ERROR, Subject.LAUNCH)
def check(launch: Launch, target: Target) -> Iterator[Finding]:
    """Find placeholders that have a value only after the link is open."""
    if launch.mlopen is None:
        return
    known = {name.lower() for name in target.version.link_placeholders}
    for placeholder in fill(launch.mlopen, {}).placeholders:
        if placeholder.name.strip().lower() in known:
            message = f"`{placeholder.name}` has no value yet: these arguments open the link that it describes"
            advice = "omit -LinkName, or write two ports, such as -LinkName 31415,31416"
            yield Finding(placeholder.raw.span, message, advice)
