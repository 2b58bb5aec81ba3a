"""The kernel starts without ``-mathlink``, so it opens a text session.

A kernel uses a link only with the flag ``-mathlink``. Without the flag it prints its greeting and
waits for typed input, while the Front End waits for the link.

Bad:

    ssh skye.local ./math.sh -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Exceptions:

``-wstp`` is accepted too; for old kernels see wstp-version. A script is checked only if link flags
are passed to it. A template with ``ConnectionType->LinkLaunch`` is not checked.

Fix safety:

This fix is safe: it only adds the flag. Without it the Front End cannot use the kernel at all.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import insert_after, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK103", Severity.ERROR, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find a kernel without the flag that makes it use a link."""
    if not kernel.is_known or journey.launch.in_foreground:
        return
    known = {flag.lower() for flag in (*target.kernel_version.start_flags, "-wstp")}
    if any(word.text.lower() in known for word in kernel.arguments):
        return
    flag = kernel.version(target.kernel_version).start_flags[0]
    fix = safe(f"add {flag}", insert_after(journey, kernel.program.raw, flag))
    message = f"without {flag} the kernel opens a text session and ignores the link"
    yield Finding(source_span(journey, kernel.program.raw), message, f"add {flag} after the kernel", fix)
