"""Something meant for the other machine is read by the local shell.

Outside quotes the local shell takes ``;`` for the end of its own command, and puts its own files
and variables where ``*``, ``~`` and ``$HOME`` stand. What the kernel's machine should see must be
quoted.

Bad:

    ssh skye.local cd /opt/math; ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local "cd /opt/math; ./math.sh" -mathlink -LinkMode Connect -LinkName `linkname`
"""

from collections.abc import Iterator

from rkconf.command import Journey, Target
from rkconf.command.invocation import is_start_flag
from rkconf.command.repair import unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.words import Expansion, PartKind
from rkconf.source import Span

_OPERATORS = frozenset({";", "&&"})
_ADVICE = "quote it, so that the other machine reads it"


@rule("RK307", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Look at what the local shell did with the words for the far side."""
    if not journey.connection or not journey.is_remote:
        return
    for word in journey.connection.command:
        for expansion in word.expansions:
            yield from _expanded(journey, expansion)
    yield from _cut_off(journey)


def _expanded(journey: Journey, expansion: Expansion) -> Iterator[Finding]:
    fix = unsafe("write a backslash before it", journey.launch.replace(_before(expansion.raw.span), "\\"))
    if expansion.kind is PartKind.GLOB:
        message = f"the local shell looks for files of its own that fit `{expansion.raw}`"
        yield Finding(expansion.raw.span, message, _ADVICE, fix)
    elif expansion.kind is PartKind.TILDE or (expansion.kind is PartKind.VARIABLE and _from_machine(expansion)):
        message = f"`{expansion.raw}` is what it means on this machine, not on the kernel's"
        yield Finding(expansion.raw.span, message, _ADVICE, fix, Severity.WARNING)


def _from_machine(expansion: Expansion) -> bool:
    return expansion.value is None or expansion.name == "HOME"


def _before(span: Span) -> Span:
    return Span(span.start, span.start)


def _cut_off(journey: Journey) -> Iterator[Finding]:
    """Find a kernel that is started here because an operator ended the command of ssh."""
    execution = journey.execution
    if not execution or (journey.kernel and journey.kernel.is_known):
        return
    for later in journey.local.after(execution):
        if later.after in _OPERATORS and any(is_start_flag(word) for word in later.words):
            where = Span(execution.words[-1].raw.span.end, later.words[0].raw.span.start)
            message = f"the local shell ends the command at `{later.after}`: what follows runs on this machine"
            fix = unsafe("write a backslash before it", journey.launch.replace(_before(where), " \\"))
            yield Finding(where, message, _ADVICE, fix if later.after == ";" else None)
