"""The kernel is not told which protocol the link has.

It may guess the right one. ``-LinkProtocol TCPIP`` leaves nothing to guess.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import add_argument, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK113", Severity.WARNING, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for a protocol on the kernel's side."""
    kernel = journey.kernel
    if not kernel or not kernel.is_known or kernel.link.flag("LinkProtocol") or not journey.is_remote:
        return
    if journey.launch.is_parallel:
        return  # a template takes the protocol from its slot: missing-slot speaks for that
    text = f"-LinkProtocol {target.kernel_version.network_protocols[0]}"
    fix = safe(
        f"add {text}",
        add_argument(journey, kernel, text),
    )
    yield Finding(
        source_span(journey, kernel.program.raw), "the kernel is not told the link's protocol", f"add {text}", fix
    )
