"""A forward behind the remote command is an argument of the kernel.

ssh takes options before and right behind the host. From the first word of the remote command on,
everything belongs to the other machine.

Bad:

    ssh skye.local ./math.sh -mathlink -R 31415:127.0.0.1:31415

Good:

    ssh -R 31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator
from itertools import pairwise

from rkconf.command import Journey, Target
from rkconf.command.repair import add_option, remove, safe, source_span
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule

_FLAGS = ("-R", "-L")


@rule("RK608", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for forwards among the kernel's arguments."""
    arguments = journey.kernel.arguments if journey.kernel and journey.connection else ()
    for word, following in pairwise(arguments):
        if word.text in _FLAGS and ":" in following.text:
            where = source_span(journey, word.raw).to(source_span(journey, following.raw))
            option = f"{word.text} {following.text}"
            fix = safe("move it before the host", add_option(journey, option), remove(journey.launch, where))
            message = f"{option} stands behind the remote command: the kernel gets it, not ssh"
            yield Finding(where, message, "write it before the host", fix)
