"""Programs that run their arguments as a command: ``env``, ``nohup``, ``timeout``, ``screen`` ..."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from rkconf.command.caller import Caller
from rkconf.command.invocation import Call, Invocation
from rkconf.programs.table import HandingOn, table
from rkconf.record import replace
from rkconf.shell.execution import Condition, Status
from rkconf.shell.words import Field

Act: TypeAlias = Callable[[Caller, tuple[Field, ...], tuple[Field, ...]], Call]
"""Returns the effect of a command, given its words and the words in front that run it."""
_MOST_PREFIXES = 64
_AFTER_PAIR = 2


def run(caller: Caller, row: HandingOn, invocation: Invocation, act: Act) -> Call:
    """Return the effect of such a program."""
    texts = [word.text for word in invocation.arguments]
    if row.text:
        return _with_doubt(row, invocation, _give_option(caller, row, invocation))
    if any(text in row.asking for text in texts[:1]):
        return caller.succeeding(invocation)
    before = _words_before(caller, row, texts)
    if before is None:
        return caller.unknown(invocation, _unread(row))
    if refused := row.refusal(texts, before):
        return caller.failing(invocation, f"{row.name} {refused}")
    if not texts[before:]:
        return caller.succeeding(invocation)
    why = _unfollowed(row, invocation, before)
    return _hand_on(caller, row, invocation, before, act) if why is None else caller.unknown(invocation, why)


def _unread(row: HandingOn) -> str:
    """Return why the beginning of the command is unknown."""
    if row.command_option:
        return f"rkconf follows {row.name} only if {row.command_option} precedes the command"
    return f"rkconf does not know an option of {row.name}"


def _words_before(caller: Caller, row: HandingOn, texts: Sequence[str]) -> int | None:
    """Return the number of words before the command; the builtin `nice` of csh takes ``+5``."""
    is_builtin = row.name == "nice" and caller.context and not caller.context.shell.nice_number
    return 1 if is_builtin and texts[:1] and texts[0].startswith("+") else row.command(texts)


def _unfollowed(row: HandingOn, invocation: Invocation, before: int) -> str | None:
    """Return why the words are not followed, which may be empty; None if they are followed."""
    options = invocation.arguments[:before]
    if len(invocation.prefixes) > _MOST_PREFIXES:
        return f"rkconf follows at most {_MOST_PREFIXES} words in front of a program"
    if any(word.splits for word in options):
        return ""
    if row.detached_by and not row.is_detached([word.text for word in options]):
        return f"{row.name} needs a terminal here"
    return None


def _hand_on(caller: Caller, row: HandingOn, invocation: Invocation, before: int, act: Act) -> Call:
    options, rest = invocation.arguments[:before], invocation.arguments[before:]
    passed = (*invocation.prefixes, invocation.program, *options)
    if row.subcommands:
        known = row.subcommands.get(rest[0].text)
        inner = Invocation(rest[0], rest[1:], passed)
        why = f"rkconf does not follow {row.name} {rest[0].text}"
        return run(caller, table().handing_on[known], inner, act) if known else caller.unknown(invocation, why)
    is_text = row.text_alone and len(rest) == 1
    call = caller.read_text(invocation, rest[0]) if is_text else act(caller, rest, passed)
    return _with_detachment(caller, row, invocation, options, _with_doubt(row, invocation, call, options))


def _give_option(caller: Caller, row: HandingOn, invocation: Invocation) -> Call:
    """Return the effect of a program that gives the value of an option to a shell."""
    for at, (word, value) in enumerate(pairwise(invocation.arguments), start=_AFTER_PAIR):
        is_option = word.text.startswith("-") and word.text.endswith(row.text)
        if is_option and not set(word.text[1:-1]) - set(row.flags):
            return replace(caller.read_text(invocation, value), unread=invocation.arguments[at:])
    return caller.unknown(invocation)


def _with_doubt(row: HandingOn, invocation: Invocation, call: Call, options: tuple[Field, ...] = ()) -> Call:
    """Return the call with a doubt if the machine may lack the program, or what the program needs."""
    program = invocation.program.raw
    if row.needs_terminal([word.text for word in options]):
        letters = "".join(sorted(row.terminal_by))
        return replace(call, doubt=Condition(program, f"{row.name} -{letters} needs a terminal"))
    if row.installed == "always" and not row.doubt:
        return call
    message = row.doubt or f"{row.name} is not installed on every machine"
    return replace(call, doubt=call.doubt or Condition(program, message))


def _with_detachment(
    caller: Caller, row: HandingOn, invocation: Invocation, options: tuple[Field, ...], call: Call
) -> Call:
    """Return the call with the reason why its command continues after it ends, if it does."""
    name, given = invocation.program.raw, {word.text for word in options}
    gone = Condition(name, f"{row.name.partition(' ')[0]} detaches from its caller")
    if row.detached_by:
        return replace(call, detaches=gone, lets_go=True, status=Status.SUCCESS)
    if given & set(row.detaching):
        return replace(call, detaches=gone, lets_go=row.releases, status=Status.SUCCESS)
    if row.detaches == "never" or given & set(row.waiting):
        return call
    if _leads_process_group(caller, invocation):
        return replace(call, detaches=gone, status=Status.SUCCESS)
    return call


def _leads_process_group(caller: Caller, invocation: Invocation) -> bool:
    """Return whether the program replaces a shell, which leads its process group (measured)."""
    if any(word.text == "exec" for word in invocation.prefixes):
        return True
    return bool(caller.execution.is_last and caller.context and caller.context.shell.replaces_itself)
