"""A setting takes back all forwards of the tunnel.

With ``ClearAllForwardings=yes`` ssh opens none of the ``-R`` and ``-L``, whether they stand before or
behind it. Nothing says so: ``ExitOnForwardFailure`` does not notice, and the kernel calls ports where
nobody listens.

Bad:

    ssh -o ClearAllForwardings=yes -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Effect, Forward, Journey, Target
from rkconf.command.repair import remove_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK614", Severity.ERROR, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Look for the setting where there is a tunnel."""
    if not journey.connection:
        return
    for effect, option in journey.connection.options_that(Effect.NO_FORWARDS):
        advice = f"take {effect.said} away"
        yield Finding(option.span, effect.message, advice, safe(advice, *remove_option(journey.launch, option)))
