"""A placeholder for a path is not quoted.

If Mathematica is installed in a folder with a space in its name, the path is split into several
words.

Bad:

    `java` -jar `mathssh` username@skye.local ./math.sh -mathlink

Good:

    `java` -jar "`mathssh`" username@skye.local ./math.sh -mathlink

Exceptions:

For `` `java` `` the finding is only an info. Templates for parallel kernels are not checked.

Fix safety:

This fix is safe: double quotes keep the path one word and change nothing else. If a quote in the
command has no partner, there is no fix.
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
    """Find placeholders for a path outside quotes."""
    for placeholder in journey.filled.placeholders:
        if not (placeholder.value or "").startswith("/") or journey.launch.is_parallel:
            continue
        if _has_misread_quotes(journey, placeholder):
            continue
        for word in (word for started in journey.local.executions for word in started.words):
            parts = [part for part in word.parts if part.value.comes_from(placeholder.raw.span)]
            if parts and not all(part.quoted for part in parts):
                name = placeholder.raw.text
                edits = quote(journey, placeholder.raw.span)
                fix = safe(f'write "{name}"', *edits) if edits else None
                severity = Severity.INFO if placeholder.name in table().java_placeholders else None
                message = f"{name} is replaced with a path: a space in it splits the path into several words"
                yield Finding(placeholder.raw.span, message, f'write "{name}"', fix, severity)


def _has_misread_quotes(journey: Journey, placeholder: Placeholder) -> bool:
    """Return whether there are quotes that cmd.exe reads in another way (RK314)."""
    misread = (problem.span for problem in journey.local.problems if problem.rule == "cmd-incompatible")
    return any(span.covers(placeholder.raw.span) for span in misread)
