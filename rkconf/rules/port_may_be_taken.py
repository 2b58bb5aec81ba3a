"""The system hands this port out to any program that asks for one.

Linux gives 32768 to 60999 to programs that do not care, macOS 49152 to 65535. A fixed port from
there may be in use just when the kernel starts.

Bad:

    -LinkName 53001,53002 -LinkMode Listen      (Arguments to MLOpen)

Good:

    -LinkName 31415,31416 -LinkMode Listen
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.diagnostics import Severity
from rkconf.link import LinkArguments, parse_name
from rkconf.link.name import is_handed_out
from rkconf.rule import Finding, Subject, rule


@rule("RK609", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at the literal ports of both sides."""
    flags = [side.flag("LinkName") for side in _sides(journey)]
    for flag in flags:
        if flag and flag.value and not journey.derives_from_link_name(flag.value.value):
            name = parse_name(flag.value.value)
            for endpoint in name.endpoints if name else ():
                if is_handed_out(endpoint.port):
                    message = f"port {endpoint.port} may be taken: the system hands it out to any program"
                    yield Finding(endpoint.span, message, "take ports from 1024 to 32767")


def _sides(journey: Journey) -> Iterator[LinkArguments]:
    if journey.launch.listening:
        yield journey.launch.listening
    if journey.kernel:
        yield journey.kernel.link
