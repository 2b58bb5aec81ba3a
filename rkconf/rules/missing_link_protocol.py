"""The MLOpen arguments name no protocol, and the default one does not cross machines.

Left alone, the Front End opens a link of the kind that is fastest on its own machine. A kernel
elsewhere cannot reach that.

Bad:

    -LinkMode Listen -LinkOptions MLDontInteract      (Arguments to MLOpen)

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import append_to_mlopen, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK112", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for a protocol on the Front End's side."""
    launch = journey.launch
    if launch.mlopen is None or not launch.listening or launch.listening.flag("LinkProtocol"):
        return
    if journey.launcher and not journey.is_remote:
        return
    text = f"-LinkProtocol {target.version.network_protocols[0]}"
    fix = safe(f"add {text}", append_to_mlopen(launch, text))
    yield Finding(launch.mlopen.span, "without -LinkProtocol the link does not leave this machine", f"add {text}", fix)
