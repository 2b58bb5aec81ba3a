"""A placeholder that stands for a path is not quoted.

Where Mathematica is installed in a folder with a blank in its name, the path falls apart.

Bad:

    `java` -jar `mathssh` username@skye.local ./math.sh -mathlink

Good:

    `java` -jar "`mathssh`" username@skye.local ./math.sh -mathlink
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.placeholders import Placeholder
from rkconf.command.repair import quote, safe
from rkconf.diagnostics import Applicability, Severity
from rkconf.programs.table import table
from rkconf.rule import Finding, Subject, rule


@rule("RK208", Severity.WARNING, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look for the path of a file of the Front End outside quotes."""
    for placeholder in journey.filled.placeholders:
        if not (placeholder.value or "").startswith("/") or journey.launch.is_parallel:
            continue
        if _has_quotes_that_are_cut(journey, placeholder):
            continue
        for word in (word for started in journey.local.executions for word in started.words):
            parts = [part for part in word.parts if part.value.comes_from(placeholder.raw.span)]
            if parts and not all(part.quoted for part in parts):
                name = placeholder.raw.text
                edits = quote(journey, placeholder.raw.span)
                fix = safe(f'write "{name}"', *edits) if edits else None
                severity = Severity.INFO if placeholder.name in table().java_placeholders else None
                message = f"{name} stands for a path, which falls apart where it holds a blank"
                yield Finding(placeholder.raw.span, message, f'write "{name}"', fix, severity)


def _has_quotes_that_are_cut(journey: Journey, placeholder: Placeholder) -> bool:
    """Say whether quotes are there and cmd.exe does not read them as they were meant (RK314)."""
    misread = (problem.span for problem in journey.local.problems if problem.rule == "cmd-incompatible")
    return any(span.covers(placeholder.raw.span) for span in misread)
