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
from rkconf.source import Spans


@rule("RK208", Severity.WARNING, Subject.JOURNEY, fix=Applicability.SAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find placeholders for a path outside quotes."""
    if journey.launch.is_parallel:
        return
    paths = {each.raw.span: each for each in journey.filled.placeholders if (each.value or "").startswith("/")}
    spans = Spans(paths)
    for word in (word for started in journey.local.executions for word in started.words) if spans else ():
        bare = (part for part in word.parts if not part.quoted)
        for span in dict.fromkeys(spans.around(place) for part in bare for place in part.value.origins()):
            if span and not _has_misread_quotes(journey, paths[span]):
                yield _finding(journey, paths[span])


def _finding(journey: Journey, placeholder: Placeholder) -> Finding:
    name = placeholder.raw.text
    edits = quote(journey, placeholder.raw.span)
    fix = safe(f'write "{name}"', *edits) if edits else None
    severity = Severity.INFO if placeholder.name in table().java_placeholders else None
    message = f"{name} is replaced with a path: a space in it splits the path into several words"
    return Finding(placeholder.raw.span, message, f'write "{name}"', fix, severity)


def _has_misread_quotes(journey: Journey, placeholder: Placeholder) -> bool:
    """Return whether there are quotes that cmd.exe reads in another way (RK314)."""
    misread = (problem.span for problem in journey.local.problems if problem.rule == "cmd-incompatible")
    return any(span.covers(placeholder.raw.span) for span in misread)
