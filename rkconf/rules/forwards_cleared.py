"""A setting cancels all forwards of the tunnel.

With ``ClearAllForwardings=yes`` ssh opens none of the forwards of ``-R`` and ``-L``, in whatever
order they are written. No message appears, not even with ``ExitOnForwardFailure=yes``, and the
kernel calls ports where nothing listens.

Bad:

    ssh -o ClearAllForwardings=yes -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Good:

    ssh -R 127.0.0.1:31415:127.0.0.1:31415 skye.local ./math.sh -mathlink

Exceptions:

The rule is silent if the command has no tunnel, or if an earlier ``ClearAllForwardings=no`` counts.

Fix safety:

This fix is safe: it removes only the setting, which contradicts the tunnel in the same command.
"""

from collections.abc import Iterator

from rkconf.command import Effect, Forward, Journey, Target
from rkconf.command.repair import remove_option, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK614", Severity.ERROR, Subject.TUNNEL, fix=Applicability.SAFE)
def check(_: tuple[Forward, ...], journey: Journey, __: Target) -> Iterator[Finding]:
    """Find the setting in a command with a tunnel."""
    if not journey.connection:
        return
    for effect, option in journey.connection.options_that(Effect.NO_FORWARDS):
        advice = f"remove {effect.said}"
        yield Finding(option.span, effect.message, advice, safe(advice, *remove_option(journey.launch, option)))
