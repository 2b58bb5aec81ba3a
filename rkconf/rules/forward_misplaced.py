"""A forward after the remote command is an argument of the kernel.

ssh reads its own options only before the remote command. Everything from the first word of that
command on is passed to the other machine.

Bad:

    ssh skye.local ./math.sh -mathlink -R 31415:127.0.0.1:31415

Good:

    ssh -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Fix safety:

This fix is safe: it moves the forward to ssh. The kernel has no option ``-R`` or ``-L``.
"""

from collections.abc import Iterator
from itertools import pairwise

from rkconf.command import Journey, StartedKernel, Target
from rkconf.command.repair import add_option, remove, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_FLAGS = ("-R", "-L")


@rule("RK608", Severity.ERROR, Subject.KERNEL, fix=Applicability.SAFE)
def check(kernel: StartedKernel, journey: Journey, _: Target) -> Iterator[Finding]:
    """Find forwards among the kernel's arguments."""
    arguments = kernel.arguments if journey.connection else ()
    for word, following in pairwise(arguments):
        if word.text in _FLAGS and ":" in following.text:
            where = source_span(journey, word.raw).to(source_span(journey, following.raw))
            option = f"{word.text} {following.text}"
            fix = safe("move it before the host", add_option(journey, option), remove(journey.launch, where))
            message = f"{option} follows the remote command: the kernel gets it, not ssh"
            yield Finding(where, message, "move it before the host", fix)
