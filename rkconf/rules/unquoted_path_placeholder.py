"""A placeholder that stands for a path is not quoted.

Where Mathematica is installed in a folder with a blank in its name, the path falls apart.

Bad:

    `java` -jar `mathssh` username@skye.local ./math.sh -mathlink

Good:

    `java` -jar "`mathssh`" username@skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.invocation import facts
from rkconf.command.repair import safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK208", Severity.WARNING, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the path of a file of the Front End outside quotes."""
    for placeholder in journey.filled.placeholders:
        if not (placeholder.value or "").startswith("/") or journey.launch.is_parallel:
            continue
        for word in (word for started in journey.local.started for word in started.words):
            parts = [part for part in word.parts if part.value.comes_from(placeholder.raw.span)]
            if parts and not all(part.quoted for part in parts):
                name = placeholder.raw.text
                fix = safe(f'write "{name}"', journey.launch.replace(placeholder.raw.span, f'"{name}"'))
                severity = Severity.INFO if placeholder.name in facts()["java"]["placeholders"] else None
                message = f"{name} stands for a path, which falls apart where it holds a blank"
                yield Finding(placeholder.raw.span, message, f'write "{name}"', fix, severity)
