"""A word of a guide is left where your own value belongs.

Web pages write ``<username>@<host>``, ``USER@YOUR_HOST`` or ``/path/to/MathKernel`` for values that
only you know. A shell reads ``<`` and ``>`` as redirections, and ssh looks for a machine with the
name of the word.

Bad:

    ssh <username>@<host> ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh fred@skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

Without brackets, a word is only reported in capitals or after ``your``, and only as a warning, since
an ssh configuration may define a host of that name. The addresses and options of kernel descriptions and
the texts of a specification are checked in the same way.
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.guide_words import GuideWord, GuideWordsFound, bracketed, login, path, paths
from rkconf.diagnostics import Related, Severity
from rkconf.rule import Finding, Subject, rule


@rule("RK210", Severity.ERROR, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find words in brackets anywhere, and other words of guides in the login and in the path of the kernel."""
    launch = journey.launch
    if launch.is_script:
        return
    marked = [word for text in (launch.command, launch.mlopen) if text for word in bracketed(text)]
    # A shell reads brackets as redirections, so the path after them is not where the kernel is.
    others = [*_plain(journey), *(paths(launch.command) if marked and launch.command else ())]
    distinct = {word.raw.span: word for word in others}.values()
    plain = [word for word in distinct if all(not each.raw.span.covers(word.raw.span) for each in marked)]
    if marked or plain:
        yield _finding(journey, [*marked, *plain], None if marked else Severity.WARNING)


def _plain(journey: Journey) -> Iterator[GuideWord]:
    for connection in journey.connections:
        if connection.destination and connection.destination.known:
            yield from login(connection.destination.value)
    last = journey.calls[-1].invocation if journey.calls else None
    if last:
        yield from path(last.program.value)


def _finding(journey: Journey, words: list[GuideWord], severity: Severity | None) -> Finding:
    found = GuideWordsFound(tuple(words))
    first, *others = words
    supposed = tuple(journey.launch.replace(word.raw.span, word.supposed) for word in words)
    related = tuple(Related(word.raw.span, "another word of a guide") for word in others)
    return Finding(first.raw.span, found.message, found.advice, severity=severity, supposed=supposed, related=related)
