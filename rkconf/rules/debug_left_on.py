"""``ssh -v`` prints its doings into the Messages window.

That helps while a connection is set up, and only then.

Bad:

    ssh -v skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Connection, Journey, Target
from rkconf.command.repair import remove_letter, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK405", Severity.INFO, Subject.CONNECTION, fix=Applicability.SAFE)
def check(connection: Connection, journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for `-v`."""
    options = connection.given("v")
    for word in dict.fromkeys(option.word for option in options):
        option = next(option for option in options if option.word == word)
        fix = safe("take it away", remove_letter(journey.launch, option))
        yield Finding(option.span, "ssh talks about all it does: for finding faults only", "take -v away", fix)
