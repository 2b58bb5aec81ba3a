"""``ssh -v`` prints debugging output into the Messages window.

The option is useful only while you look for a fault in the connection.

Bad:

    ssh -v skye.local ./math.sh -mathlink

Good:

    ssh skye.local ./math.sh -mathlink

Fix safety:

This fix is safe: ``-v`` changes only what ssh prints.
"""

from collections.abc import Iterator

from rkconf.command import Connection, Field, Launch, Option, Target
from rkconf.command.repair import remove_letter, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK405", Severity.INFO, Subject.SSH, fix=Applicability.SAFE)
def check(connection: Connection, launch: Launch | None, _: Target) -> Iterator[Finding]:
    """Find `-v`."""
    first: dict[Field, Option] = {}
    for option in connection.given("v"):
        first.setdefault(option.word, option)
    for option in first.values():
        fix = safe("remove -v", remove_letter(launch, option)) if launch else None
        yield Finding(
            option.span,
            "-v makes ssh print debugging output: it is useful only while you look for a fault",
            "remove -v",
            fix,
        )
