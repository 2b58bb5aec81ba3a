"""The kernel is started without ``-mathlink``: it opens a text session.

A kernel talks through a link only when it is told so. Without the flag it prints its greeting and
waits for typed input; the Front End waits for the link.

Bad:

    ssh skye.local ./math.sh -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.repair import insert_after, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK103", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, target: Target) -> Iterator[Finding]:
    """Look for a flag that starts a kernel of this version on a link."""
    kernel = journey.kernel
    if not kernel or not kernel.is_known or journey.launch.in_foreground:
        return
    known = {flag.lower() for flag in (*target.kernel_version.start_flags, "-wstp")}
    if any(word.text.lower() in known for word in kernel.arguments):
        return
    flag = target.kernel_version.start_flags[0]
    fix = safe(f"add {flag}", insert_after(journey, kernel.program.raw, flag))
    message = f"without {flag} the kernel opens a text session and never looks at the link"
    yield Finding(source_span(journey, kernel.program.raw), message, f"add {flag} behind the kernel", fix)
