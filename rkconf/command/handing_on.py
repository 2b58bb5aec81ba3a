"""A program that runs the rest of its words as a command: ``env``, ``nohup``, ``timeout``, ``screen`` ..."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rkconf.command.invocation import Call, Invocation
from rkconf.programs.table import HandingOn, table
from rkconf.shell.execution import Condition, Status

if TYPE_CHECKING:
    from rkconf.command.program import Program

_MOST_PREFIXES = 64


def run(program: "Program", row: HandingOn, invocation: Invocation) -> Call:
    """Return what becomes of the words of such a program."""
    texts = [word.text for word in invocation.arguments]
    if row.text:
        return _give_option(program, row, invocation)
    if any(text in row.asking for text in texts[:1]):
        return program.succeeding(invocation)
    before = _words_before(program, row, texts)
    if before is None:
        return program.unknown(invocation, f"rkconf does not know an option of {row.name}")
    if refused := row.refusal(texts, before):
        return program.failing(invocation, f"{row.name} {refused}")
    if not texts[before:]:
        return program.succeeding(invocation)
    why = _unfollowed(row, invocation, before)
    return _hand_on(program, row, invocation, before) if why is None else program.unknown(invocation, why)


def _words_before(program: "Program", row: HandingOn, texts: Sequence[str]) -> int | None:
    """Return how many words come before the command; csh's own `nice` takes ``+5``."""
    is_own = row.name == "nice" and program.context and not program.context.shell.nice_number
    return 1 if is_own and texts[:1] and texts[0].startswith("+") else row.command(texts)


def _unfollowed(row: HandingOn, invocation: Invocation, before: int) -> str | None:
    """Return why the words are not followed, which may be for nothing but themselves; None where they are."""
    options = invocation.arguments[:before]
    if len(invocation.prefixes) > _MOST_PREFIXES:
        return f"rkconf follows {_MOST_PREFIXES} words that hand on others, no more"
    if any(word.splits for word in options):
        return ""
    if row.detached_by and not row.is_detached([word.text for word in options]):
        return f"{row.name} wants a terminal here"
    return None


def _hand_on(program: "Program", row: HandingOn, invocation: Invocation, before: int) -> Call:
    options, rest = invocation.arguments[:before], invocation.arguments[before:]
    passed = (*invocation.prefixes, invocation.program, *options)
    if row.subcommands:
        known = row.subcommands.get(rest[0].text)
        inner = Invocation(rest[0], rest[1:], passed)
        return run(program, table().handing_on[known], inner) if known else program.unknown(invocation)
    is_text = row.text_alone and len(rest) == 1
    call = program.read_text(invocation, rest[0]) if is_text else program.act(rest, passed)
    return _detached(program, row, invocation, _doubted(row, invocation, call))


def _give_option(program: "Program", row: HandingOn, invocation: Invocation) -> Call:
    """Follow a program that gives the value of an option to a shell."""
    for word, value in pairwise(invocation.arguments):
        is_option = word.text.startswith("-") and word.text.endswith(row.text)
        if is_option and not set(word.text[1:-1]) - set(row.flags):
            return program.read_text(invocation, value)
    return program.unknown(invocation)


def _doubted(row: HandingOn, invocation: Invocation, call: Call) -> Call:
    """Doubt a program that is not on every machine."""
    name = invocation.program.raw
    if row.installed == "always":
        return call
    return replace(call, doubt=call.doubt or Condition(name, f"{name} is not on every machine"))


def _detached(program: "Program", row: HandingOn, invocation: Invocation, call: Call) -> Call:
    """Note that the command goes on by itself, where it does."""
    name, options = invocation.program.raw, [word.text for word in invocation.arguments]
    if row.detached_by:
        gone = Condition(name, f"{row.name.partition(' ')[0]} goes on by itself")
        return replace(call, detaches=gone, lets_go=True, status=Status.SUCCESS)
    if row.detaches == "never" or set(options) & set(row.waiting):
        return call
    if set(options) & set(row.detaching) or _leads(program, invocation):
        return replace(call, detaches=Condition(name, f"{name} goes on without its caller"), status=Status.SUCCESS)
    return call


def _leads(program: "Program", invocation: Invocation) -> bool:
    """Return whether the program takes the place of a shell, which leads its process group (measured)."""
    if any(word.text == "exec" for word in invocation.prefixes):
        return True
    return bool(program.execution.is_last and program.context and program.context.shell.replaces_itself)
