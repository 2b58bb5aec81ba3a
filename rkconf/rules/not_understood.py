"""A part of the input that rkconf cannot follow and does not check.

Examples are your own launcher script, an undocumented option of ``mathssh`` or MLOpen, a command
substitution, and an expression that only a kernel can evaluate: their results are not in the text.
rkconf checks the parts that it understands and marks the place where that ends.

Bad:

    ./tunnel.sh skye.local `linkname`

Good:

    ssh skye.local ./math.sh -mathlink -LinkMode Connect -LinkProtocol TCPIP -LinkName `linkname`

Exceptions:

You can ignore the finding if you have tested the command. The rule is silent if another rule
reports a warning or an error at the same place.
"""

from collections.abc import Iterator
from itertools import islice, pairwise

from rkconf.command import Call, Connection, Field, Journey, Target, stay
from rkconf.command.cut_path import words_of_path
from rkconf.command.invocation import is_kernel, is_one_name
from rkconf.command.operating_system import is_windows_program
from rkconf.command.repair import source_span
from rkconf.diagnostics import Severity
from rkconf.link import known_flags
from rkconf.programs import meant_program
from rkconf.rule import Finding, Subject, rule
from rkconf.shell.execution import Condition, Occurrence


@rule("RK012", Severity.INFO, Subject.JOURNEY)
def check(journey: Journey, _: Target) -> Iterator[Finding]:
    """Report values that depend on the machine, and programs that rkconf does not know."""
    yield from _pieces(journey)
    for call in journey.calls[-1:]:
        if call.unfollowed:
            message = f"{_unfollowed(journey, call)}; the rest of the command is not checked"
            yield Finding(call.unfollowed.raw.span, message, _advice(journey, call, call.unfollowed))
    yield from _doubts(journey)
    yield from _undocumented_flags(journey)


def _undocumented_flags(journey: Journey) -> Iterator[Finding]:
    """Report the words of MLOpen that are not documented flags; kernels, which may be scripts, have further ones."""
    side = journey.launch.listening
    if side is None or side.mode == "Launch":
        return
    for argument in side.unknown:
        message = f"{argument.text} is not a documented flag of MathLink, which ignores unknown flags"
        yield Finding(source_span(journey, argument.raw), message, "remove it, or correct its name")
    after = {word: before for before, word in pairwise(side.arguments)}
    stray = (
        word for word in side.others if after.get(word) not in side.unknown and word.text.lower() not in known_flags()
    )
    for argument in islice(stray, 1):
        message = f"{argument.text} is neither a flag nor the value of one: MathLink ignores it"
        yield Finding(source_span(journey, argument.raw), message, "remove it, or write the flag in front of it")


def _advice(journey: Journey, call: Call, word: Field) -> str:
    connection = call.connection
    if connection and word is connection.undocumented_option:
        facts = (connection.client.options.get(letter) for letter in word.text[1:])
        return next((fact.advice for fact in facts if fact and fact.advice), "")
    if not call.machine and is_windows_program(word) and not journey.is_read_by_windows:
        return "for a Front End on Windows: --local-shell cmd"
    path = _split_path(journey, call)
    return f'write "{path}"' if path else "" if call.why else _meant(journey, word)


def _split_path(journey: Journey, call: Call) -> str:
    """Return the path that a space splits for cmd.exe; empty for any other program.

    A Front End that starts the program without cmd.exe may have Windows find it nevertheless, so it is not an error.
    """
    is_split = journey.is_read_by_windows and call.invocation and call.invocation.program is call.unfollowed
    rest = words_of_path(call.invocation, ()) if is_split and call.invocation else ()
    return " ".join(word.text for word in (call.invocation.program, *rest)) if rest and call.invocation else ""


def _meant(journey: Journey, word: Field) -> str:
    """Return the advice for a name that resembles that of a known program, or may be the host; empty without one."""
    if not word.known or not is_one_name(word):
        return ""
    near = meant_program(word.base)
    if near:
        return f"did you mean {near}?"
    where = journey.connection.destination if journey.connection else None
    follows_host = where and journey.connection and _is_first(word, journey.connection) and "@" not in where.text
    return f"if {word.text} is the machine, write {where}@{word.text}" if where and follows_host else ""


def _is_first(word: Field, connection: Connection) -> bool:
    """Return whether a word follows the host, and the program after it may be the kernel."""
    first, *rest = connection.command or (None,)
    is_there = first is not None and first.raw.span == word.raw.span and "/" not in word.text
    return is_there and bool(rest) and (is_kernel(rest[0]) or "/" in rest[0].text)


def _pieces(journey: Journey) -> Iterator[Finding]:
    """Report parts of words whose values depend on the machine."""
    unfollowed = next((call.unfollowed for call in journey.calls[-1:]), None)
    for raw in journey.unknown_pieces:
        if not (unfollowed and unfollowed.raw.span.covers(raw.span)):
            yield Finding(raw.span, f"{journey.unknown_value(raw)} depends on the machine")


def _doubts(journey: Journey) -> Iterator[Finding]:
    """Report conditions that decide whether the kernel is reached, and whether the command keeps running."""
    occurs, condition = journey.reached
    if occurs is Occurrence.PERHAPS and condition:
        yield _doubt(condition, _meant_kernel(journey, condition))
    elif journey.unseen and not journey.kernel and not journey.unfollowed:
        yield _doubt(journey.unseen)
    elif journey.kernel and (found := stay(journey)).occurs is Occurrence.PERHAPS and found.released:
        yield _doubt(found.released)


def _doubt(condition: Condition, advice: str = "") -> Finding:
    return Finding(condition.raw.span, f"{condition.message}: it is not known whether the kernel starts", advice)


def _meant_kernel(journey: Journey, condition: Condition) -> str:
    """Return the advice for a misspelt kernel, where the doubt is about its name."""
    kernel = journey.kernel
    return _meant(journey, kernel.program) if kernel and kernel.program.raw.span == condition.raw.span else ""


def _unfollowed(journey: Journey, call: Call) -> str:
    word = call.unfollowed
    if word is None:
        return ""
    if call.why:
        return call.why
    if call.connection and word is call.connection.undocumented_option:
        return f"unknown {call.connection.launcher} option {word.text}"
    if not word.known:
        return f"the program named by {journey.source_text(word.raw)} depends on the machine"
    if not is_one_name(word):
        first = word.text.strip().partition(" ")[0]
        return f"the quotes join {first or 'spaces'} and the words after it into one program name"
    return _unknown(journey, call, word)


def _unknown(journey: Journey, call: Call, program: Field) -> str:
    if _split_path(journey, call):
        return f"the unquoted space splits the path, so cmd.exe looks for {program.text}"
    return f"rkconf does not know how {program.base} uses its arguments"
