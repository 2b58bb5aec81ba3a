"""The kernel does not get the protocol of the link.

The kernel may guess the right protocol. ``-LinkProtocol TCPIP`` leaves nothing to guess.

Bad:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Exceptions:

A kernel on the same machine is not checked. A template for parallel kernels gets the protocol from
a slot, which missing-slot checks.

Fix safety:

This fix is safe: it adds the only protocol that connects two machines.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import add_argument, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK113", Severity.WARNING, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find a kernel without a link protocol."""
    if not kernel.is_known or kernel.link.flag("LinkProtocol") or not journey.is_remote:
        return
    if journey.launch.is_parallel:
        return  # a template gets the protocol from its slot, which missing-slot checks
    text = f"-LinkProtocol {target.kernel_version.network_protocols[0]}"
    fix = safe(
        f"add {text}",
        add_argument(journey, kernel, text),
    )
    yield Finding(
        source_span(journey, kernel.program.raw),
        "-LinkProtocol is missing, so the protocol of the kernel may differ",
        f"add {text}",
        fix,
    )
