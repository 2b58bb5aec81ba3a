"""ssh cannot read a forward.

It is ``address:port:host:port``, the address may be left away, ports are numbers up to 65535, and
an IPv6 address stands in brackets.

Bad:

    ssh -R ::1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R [::1]:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from re import compile as regex

from rkconf.command import Journey, Target
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link.name import HIGHEST
from rkconf.rule import Finding, Subject, rule

_BARE = regex(r"(?P<address>[0-9a-fA-F:]*::[0-9a-fA-F:]*?):(?P<rest>\d+:[^:]+:\d+)")


@rule("RK612", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what ssh gives back."""
    connection = journey.connection
    for option in connection.bad_forwards if connection else ():
        bare = _BARE.fullmatch(option.text)
        fix = None
        if bare and option.value:
            better = f"[{bare['address']}]:{bare['rest']}"
            fix = safe(f"write {better}", journey.launch.replace(option.value.span, better))
        yield Finding(option.span, f"ssh cannot read the forward {option.text}", "write address:port:host:port", fix)
    for forward in connection.forwards if connection else ():
        port = max(forward.port, forward.host_port)
        if port > HIGHEST:
            yield Finding(
                forward.span, f"there is no port {port}: {HIGHEST} is the last", "take ports from 1024 to 32767"
            )
