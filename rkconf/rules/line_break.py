"""A line break inside the command ends it.

Long commands are often broken when they are pasted from a web page or a mail. A shell reads each
line as a separate command: ssh runs without the kernel's arguments, and the rest runs by itself.

Bad:

    ssh skye.local ./math.sh -mathlink
    -LinkMode Connect -LinkName `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkName `linkname`

Exceptions:

A line break after a backslash, or at the very end, is harmless. If the next line starts a program
that rkconf knows, other than the kernel, it counts as an intended command and is not reported. So
does a kernel after an ssh that stays in the background (``-f``, ``-N``).

Fix safety:

This fix is safe: a space joins the two lines into one command, or nothing where the break splits a
word. The second line alone starts nothing useful. It is unsafe after a command that only prepares the
other machine, such as ``cd``: a semicolon makes the next line a second command there.
"""

from collections.abc import Iterator
from itertools import pairwise

from rkconf.command import Call, Effect, Evaluation, Execution, Journey, Target
from rkconf.command.hop import Hop
from rkconf.command.paths import call_of
from rkconf.command.repair import safe, unsafe
from rkconf.diagnostics import Applicability, Problem, Severity
from rkconf.link import known_flags
from rkconf.programs.table import table
from rkconf.record import replace
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Redirected
from rkconf.shell.facts import WindowsShell

_OPEN_ENDS = ("/", "@")
"""The last characters of a word that certainly continues on the next line."""
_WHOLE_PATHS = ("/", "./", "../", "~", "$")
"""The first characters of a path that does not continue the line before."""


def _unread(problem: Problem, journey: Journey, _: Target) -> Iterator[Finding]:
    """Report a line break at which a shell stops reading."""
    fix = safe("write a space", journey.launch.replace(problem.span, " "))
    yield Finding(problem.span, problem.message, "write a space here", fix)


@rule("RK308", Severity.ERROR, Subject.JOURNEY, fix=Applicability.SAFE, also={Subject.PROBLEM: _unread})
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Find a line break that ends a command before its last word."""
    for hop in journey.hops if not journey.launch.is_script else ():
        yield from _broken_lines(journey, hop)
        for redirected in hop.evaluation.redirections if _is_started(hop) else ():
            yield from _redirected_alone(journey, hop.evaluation, redirected)


def _after_the_end(hop: Hop) -> Iterator[Execution]:
    """Yield the lines after the program that logs in or starts the kernel."""
    if hop.execution and _is_started(hop):
        yield from (each for each in hop.evaluation.after(hop.execution) if _continues(each))


def _is_started(hop: Hop) -> bool:
    """Return whether a program logs in or starts the kernel, not in the background."""
    is_reached = hop.call is not None and bool(hop.call.connection or hop.call.kernel)
    return is_reached and hop.execution is not None and not hop.execution.background_mark


def _before_the_start(hop: Hop) -> Iterator[Execution]:
    """Yield the lines that start the kernel after a line that cannot be meant to end there."""
    for before, later in pairwise(hop.evaluation.executions):
        if _continues(later) and (_logs_in_for_nothing(before) or _is_first_part(before, later)):
            yield later


def _continues(later: Execution) -> bool:
    """Return whether a line continues the one before it: it does not start a program that rkconf knows."""
    call = later.action
    is_known = not isinstance(call, Call) or call.only_prepares or call.connection or call.evaluation
    return later.after == "\n" and not is_known


def _logs_in_for_nothing(before: Execution) -> bool:
    """Return whether ssh is given no command, or one that only prepares the other machine."""
    call = call_of(before)
    if not call or not call.connection or before.background_mark:
        return False
    is_meant = call.connection.options_that(Effect.IN_BACKGROUND, Effect.NO_COMMAND)
    return not is_meant and (not call.connection.command or call.prepares_elsewhere or _runs_prefix_alone(call))


def _runs_prefix_alone(call: Call) -> bool:
    """Return whether the other machine runs only a prefix such as ``nice``, without its program."""
    started = call.evaluation.executions if call.evaluation else ()
    inner = ((each.words[0].base, call_of(each)) for each in started)
    return bool(started) and all(name in table().handing_on and own and own.only_prepares for name, own in inner)


def _is_first_part(before: Execution, later: Execution) -> bool:
    """Return whether two lines are one path: the first is a path alone, and the second continues it."""
    call, last, rest = call_of(before), before.words[-1].text, later.words[0].text
    is_path = not call or not (call.only_prepares or call.prepares_elsewhere or call.kernel)
    is_alone = len(before.words) == 1 and "/" in last and "/" in rest
    return is_path and (is_alone or last.endswith("/")) and not rest.startswith(_WHOLE_PATHS)


def _broken_lines(journey: Journey, hop: Hop) -> Iterator[Finding]:
    """Report the line breaks of one shell; a line after one that prepares the other machine is a second command."""
    firsts = _until_preparation(hop.evaluation)
    for later in dict.fromkeys((*_after_the_end(hop), *_before_the_start(hop))):
        found = _broken(journey, hop.evaluation, later)
        yield found if id(later) in firsts else _as_second_command(journey, found)


def _until_preparation(evaluation: Evaluation) -> frozenset[int]:
    """Return the identities of the programs up to the first that only prepares the other machine: some are equal."""
    started = evaluation.executions
    prepared = ((call := call_of(each)) is not None and call.prepares_elsewhere for each in started)
    first = next((at for at, is_prepared in enumerate(prepared) if is_prepared), len(started))
    return frozenset(map(id, started[: first + 1]))


def _broken(journey: Journey, evaluation: Evaluation, later: Execution) -> Finding:
    at, rest = later.words[0].raw.span.start, later.words[0].text
    return _joined(journey, evaluation, at, rest, "the line break ends the command: the next line runs by itself")


def _as_second_command(journey: Journey, found: Finding) -> Finding:
    """Return the finding with a repair that gives the next line to the other machine as a second command."""
    advice = "write \\; here, so that the other machine reads both commands"
    return replace(found, help=advice, fix=unsafe("write \\;", journey.launch.replace(found.span, " \\; ")))


def _redirected_alone(journey: Journey, evaluation: Evaluation, redirected: Redirected) -> Iterator[Finding]:
    """Report a redirection at the beginning of a line without a program."""
    at = redirected.operator.span.start
    if evaluation.text.text[: evaluation.text.index(at)].rstrip(" \t").endswith("\n"):
        message = "the line break ends the command: the redirection on the next line has no program"
        yield _joined(journey, evaluation, at, redirected.operator.text, message)


def _joined(journey: Journey, evaluation: Evaluation, at: int, rest: str, message: str) -> Finding:
    """Return the finding about the line break before an offset, where ``rest`` continues."""
    before = evaluation.text.text[: evaluation.text.index(at)]
    line_ends = "\r\n" if isinstance(evaluation.shell, WindowsShell) else "\n"
    span = evaluation.text[_last_break(before, line_ends)].span
    between = _between(before.rstrip(line_ends), rest)
    advice = "write a space here" if between else "remove the line break"
    return Finding(span, message, advice, safe(advice.removesuffix(" here"), journey.launch.replace(span, between)))


def _between(before: str, rest: str) -> str:
    """Return what belongs between the lines: nothing if the break splits a word."""
    last = before[before.rfind(" ") + 1 :]
    is_split_flag = last.startswith("-") and f"{last}{rest}"[1:].lower() in known_flags()
    is_split_path = last.endswith(_OPEN_ENDS) and not rest.startswith(("-", *_WHOLE_PATHS))
    return "" if is_split_flag or is_split_path else " "


def _last_break(text: str, line_ends: str) -> slice:
    """Return where the last line ends of a text are, with the empty lines between them."""
    end = max(map(text.rfind, line_ends)) + 1
    return slice(len(text[:end].rstrip(line_ends)), end)
