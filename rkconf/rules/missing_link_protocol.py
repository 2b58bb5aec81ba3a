"""The MLOpen arguments name no protocol, and the default one works only within one machine.

By default the Front End opens the kind of link that is fastest on its own machine. A kernel on
another machine cannot connect to it.

Bad:

    -LinkMode Listen -LinkOptions MLDontInteract      (Arguments to MLOpen)

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract

Exceptions:

A kernel on the same machine is not reported.

Fix safety:

This fix is safe: it adds the only protocol that connects two machines.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import append_to_mlopen, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule


@rule("RK112", Severity.ERROR, Subject.LISTENER, fix=Applicability.SAFE)
def check(listening: LinkArguments, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find MLOpen arguments without a link protocol."""
    launch = journey.launch
    if launch.mlopen is None or listening.flag("LinkProtocol"):
        return
    if journey.launcher and not journey.is_remote:
        return
    text = f"-LinkProtocol {target.version.network_protocols[0]}"
    fix = safe(f"add {text}", append_to_mlopen(launch, text))
    yield Finding(launch.mlopen.span, "without -LinkProtocol the link works only on this machine", f"add {text}", fix)
