"""The local shell reads something that is meant for the other machine.

Outside quotes, the local shell ends its command at ``;`` and replaces ``*``, ``~`` and ``$HOME``
with its own files and values. Quote everything that the kernel's machine should read.

Bad:

    ssh skye.local cd /opt/math; ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local "cd /opt/math; ./math.sh" -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

``~`` and variables are only warnings: the same path may exist on both machines. A variable that the
command itself sets is not reported, nor is a kernel on the same machine.

Fix safety:

This fix is unsafe: a backslash leaves the character to the other machine, but you may have meant
the value on this one.
"""

from collections.abc import Iterator
from itertools import pairwise

from rkconf.command import Execution, Journey, Target
from rkconf.command.invocation import is_start_flag
from rkconf.command.paths import call_of
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Expansion, PartKind
from rkconf.source import Span

_OPERATORS = frozenset({";", "&&"})
_ADVICE = "quote it, so that the other machine reads it"


@rule("RK307", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find what the local shell changed in the words for the remote machine."""
    if journey.connection and journey.is_remote:
        for word in journey.connection.command:
            for expansion in word.expansions:
                yield from _expanded(journey, expansion)
        yield from _cut_off(journey)
    elif journey.kernel and journey.execution:
        yield from _prepared_elsewhere(journey, journey.execution)


def _expanded(journey: Journey, expansion: Expansion) -> Iterator[Finding]:
    fix = unsafe("write a backslash before it", journey.launch.replace(_before(expansion.raw.span), "\\"))
    if expansion.kind is PartKind.GLOB:
        message = f"the local shell matches `{expansion.raw}` against the files of this machine"
        yield Finding(expansion.raw.span, message, _ADVICE, fix)
    elif _is_read_here(expansion):
        message = f"`{expansion.raw}` is expanded by the local shell, not on the kernel's machine"
        yield Finding(expansion.raw.span, message, _ADVICE, fix, Severity.WARNING)


def _is_read_here(expansion: Expansion) -> bool:
    """Return whether the local shell replaces it with files or values of this machine."""
    is_variable = expansion.kind is PartKind.VARIABLE and _from_machine(expansion)
    return is_variable or expansion.kind in {PartKind.GLOB, PartKind.TILDE}


def _from_machine(expansion: Expansion) -> bool:
    return expansion.value is None or expansion.name == "HOME"


def _before(span: Span) -> Span:
    return Span(span.start, span.start)


def _prepared_elsewhere(journey: Journey, started: Execution) -> Iterator[Finding]:
    """Find a kernel that starts on this machine after the other one has prepared a shell for it."""
    every = journey.local.executions
    for before, after in pairwise(every):
        call = call_of(before)
        if after is started and after.after in _OPERATORS and call and call.prepares_elsewhere:
            yield _ended(journey, before, after)


def _cut_off(journey: Journey) -> Iterator[Finding]:
    """Find a kernel that starts on this machine because an operator ended the command of ssh."""
    execution = journey.execution
    if not execution or (journey.kernel and journey.kernel.is_known):
        return
    end = execution.words[-1].raw.span.end
    for later in journey.local.after(execution):
        # The next round of a loop is in front of it in the text.
        is_cut_off = later.after in _OPERATORS and end <= later.words[0].raw.span.start
        if is_cut_off and any(is_start_flag(word) for word in later.words):
            yield _ended(journey, execution, later)


def _ended(journey: Journey, execution: Execution, later: Execution) -> Finding:
    where = Span(execution.words[-1].raw.span.end, later.words[0].raw.span.start)
    message = f"the local shell ends the command at `{later.after}`: the rest runs on this machine"
    # The same words may contain more for the other machine that the local shell would expand.
    words = (*execution.words, *later.words)
    expanded = [each.raw.span for word in words for each in word.expansions if _is_read_here(each)]
    edits = (journey.launch.replace(_before(span), "\\") for span in expanded)
    # A backslash in front of the space would escape the space alone.
    fix = unsafe("write a backslash before it", journey.launch.replace(where, " \\; "), *edits)
    is_plain = journey.launch.source_text(where).strip() == ";"
    return Finding(where, message, _ADVICE, fix if is_plain else None)
