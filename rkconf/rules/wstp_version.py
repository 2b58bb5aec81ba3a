"""A start flag that only later kernels know.

From version 10 on, a kernel also accepts ``-wstp``, the newer name of ``-mathlink``. An earlier
kernel does not know it and opens a text session instead of the link.

Bad:

    ssh skye.local ./math.sh -wstp -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Exceptions:

A kernel is not reported if its path names version 10 or later, or if its program is one of these versions:
``wolfram`` or ``WolframKernel``. They know both flags.

Fix safety:

This fix is safe: it writes ``-mathlink``, the name of the same flag in this version, or removes
``-wstp`` if ``-mathlink`` is there already.
"""

from collections.abc import Iterator

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import remove, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_LATER = "-wstp"


@rule("RK702", Severity.ERROR, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, target: Target) -> Iterator[Finding]:
    """Find the flag among the arguments of a kernel that does not know it."""
    known = target.kernel_version.start_flags
    if _LATER in known or _LATER in kernel.version(target.kernel_version).start_flags:
        return
    arguments = kernel.arguments
    is_started = any(word.text.lower() in known for word in arguments)
    for word in arguments:
        if word.text.lower() == _LATER:
            span = source_span(journey, word.raw)
            edit = remove(journey.launch, span) if is_started else journey.launch.replace(span, known[0])
            message = f"a kernel {target.kernel_version} does not know {_LATER}"
            yield Finding(span, message, f"write {known[0]}", safe(f"write {known[0]}", edit))
