"""The launch command starts nothing.

The command is empty, or is only a comment, or only prepares something, such as setting a variable.
The Front End waits for a kernel that never starts. A program such as ``module``, ``source``, ``cd`` or
``conda`` never runs the words after its own: write ``;`` or ``&&`` between them and the kernel, and quote it,
so that the remote shell reads it.

Bad:

    ssh skye.local module load mathematica ./math.sh -mathlink -LinkName `linkname`

Good:

    ssh skye.local 'module load mathematica && ./math.sh -mathlink' -LinkName `linkname`

Exceptions:

The file that ``source`` reads, ``eval``, ``awk`` and ``kinit`` may start a kernel that the command does not
name; then not-understood reports that instead, except for files such as ``~/.profile``.

An empty command, or one such as ``echo``, is a warning if the arguments to MLOpen name the ports: someone
may start the kernel by hand. If a shell refuses the whole command, only the rule for that error reports it.

Fix safety:

This fix is unsafe: it supposes that the kernel is meant to start after the program before it.
"""

from collections.abc import Iterator

from rkconf.command import Field, Journey, Target, lacks_kernel, waits_for_user
from rkconf.command.invocation import started_in
from rkconf.command.paths import call_of
from rkconf.command.repair import separate, unsafe
from rkconf.diagnostics import Applicability, Severity
from rkconf.record import replace
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.facts import WindowsShell
from rkconf.source import Excerpt

_ADVICE = "write the command that starts the kernel"


@rule("RK011", Severity.ERROR, Subject.JOURNEY, fix=Applicability.UNSAFE)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a command in which no program starts a kernel, and nothing else stops it."""
    text = journey.launch.command
    if text is None:
        return
    if waits_for_user(journey):
        message = "this starts nothing: the Front End waits until someone starts a kernel by hand that uses its ports"
        yield Finding(text.span, message, _ADVICE, severity=Severity.WARNING)
    elif lacks_kernel(journey) and not _is_explained(journey):
        yield _nothing(journey, text)
    elif journey.unseen and not journey.kernel:
        for program, kernel in _given(journey):
            message = f"{program} reads {kernel} as its own argument: the kernel starts only if {program} runs it"
            yield replace(_separated(journey, program, kernel, message), severity=Severity.WARNING)


def _is_explained(journey: Journey) -> bool:
    """Return whether another rule reports why the last program starts no kernel."""
    return bool(journey.calls and journey.calls[-1].condition)


def _nothing(journey: Journey, text: Excerpt) -> Finding:
    last = journey.hops[-1]
    for program, kernel in _given(journey):
        message = f"{program} reads {kernel} as its own argument and does not run it, so no kernel is started"
        return _separated(journey, program, kernel, message)
    if last.evaluation.machine and last.execution:
        message = "this starts nothing on the other machine: no kernel connects"
        return Finding(last.execution.words[0].raw.span, message, _ADVICE)
    return Finding(text.span, "this starts nothing: no kernel connects", _ADVICE)


def _given(journey: Journey) -> Iterator[tuple[Field, Field]]:
    """Yield each program of the last shell that gets a kernel among its words, and the kernel."""
    for execution in journey.hops[-1].evaluation.executions:
        call = call_of(execution)
        # The first word of `source` is the file that it reads.
        rest = execution.words[2:] if call and call.unseen else execution.words[1:]
        kernel = None if execution.action.is_missing else started_in(rest)
        if kernel:
            yield execution.words[0], kernel


def _separated(journey: Journey, program: Field, kernel: Field, message: str) -> Finding:
    is_windows = isinstance(journey.hops[-1].evaluation.shell, WindowsShell)
    operator = "&&" if is_windows else ";"
    edit = separate(journey, kernel.raw, operator)
    fix = unsafe(f"write {operator} before {kernel}", edit) if edit else None
    where = ", in quotes, so that the remote shell reads it" if journey.hops[-1].evaluation.machine else ""
    return Finding(program.raw.span, message, f"write {operator} before {kernel}{where}", fix)
