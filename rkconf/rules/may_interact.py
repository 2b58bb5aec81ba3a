"""The Front End may ask in a dialog box while it opens the link.

Without ``-LinkOptions MLDontInteract`` MathLink may stop and ask the user for what it misses. The
Front End then seems to hang behind a small window.

Bad:

    -LinkMode Listen -LinkProtocol TCPIP      (Arguments to MLOpen)

Good:

    -LinkMode Listen -LinkProtocol TCPIP -LinkOptions MLDontInteract
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import append_to_mlopen, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.link import LinkArguments
from rkconf.rule import Finding, Subject, rule

_QUIET = "MLDontInteract"


@rule("RK108", Severity.WARNING, Subject.LISTENER, fix=Applicability.SAFE)
def check(listening: LinkArguments, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the option that keeps MathLink quiet."""
    launch = journey.launch
    if launch.mlopen is None or _QUIET in listening.options:
        return
    flag = listening.flag("LinkOptions")
    text = f"-LinkOptions {_QUIET}"
    fix = None if flag else safe(f"add {text}", append_to_mlopen(launch, text))
    message = f"without {_QUIET} MathLink may ask in a dialog box and wait"
    yield Finding(flag.span if flag else launch.mlopen.span, message, f"add {text}", fix)
