"""Edits of a launch command."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, pairwise

from rkconf.command.hop import deciding
from rkconf.command.invocation import StartedKernel
from rkconf.command.journey import Journey
from rkconf.command.launch import Launch
from rkconf.diagnostics import Applicability, Fix
from rkconf.edits import Edit
from rkconf.shell.quoting import for_shell
from rkconf.shell.words import PartKind
from rkconf.source import Excerpt, Span
from rkconf.ssh.connection import Connection
from rkconf.ssh.options import Option

_TWO_SHELLS = 2


def safe(description: str, *edits: Edit) -> Fix:
    """Return a fix that keeps the intended meaning."""
    return Fix(Applicability.SAFE, description, edits)


def unsafe(description: str, *edits: Edit) -> Fix:
    """Return a fix that is a guess."""
    return Fix(Applicability.UNSAFE, description, edits)


def source_span(journey: Journey, raw: Excerpt) -> Span:
    """Return the span of a word in the source, with the quotes that earlier shells removed."""
    found = raw
    for sources in journey.sources:
        found = sources.get((found.span, len(found)), found)
    return found.span


def with_escape(journey: Journey, mark: Excerpt) -> Span:
    """Return the span of a character in the source, with the backslash that escapes it from an earlier shell."""
    parts = (pairwise(word.parts) for hop in journey.hops for word in hop.passed_words)
    for before, part in chain.from_iterable(parts):
        if before.kind is PartKind.QUOTE and before.raw.text == "\\" and part.raw.span == mark.span:
            return before.raw.span.to(mark.span)
    return mark.span


def quote(journey: Journey, span: Span) -> tuple[Edit, ...]:
    """Return edits that quote the text at ``span``, and the whole command if cmd.exe would remove the new quotes.

    There are none if a quote has no partner: new quotes might pair with it.
    """
    launch, command = journey.launch, journey.launch.command
    if not command or command.text.count('"') % 2:
        return ()
    whole = command[len(command.text) - len(command.text.lstrip()) : len(command.text.rstrip())].span
    quoted = f'"{launch.source_text(span)}"'
    before, after = (launch.source_text(Span(*ends)) for ends in ((whole.start, span.start), (span.end, whole.end)))
    pair = for_shell(journey.local.shell).around(before + quoted + after)
    if not before:
        quoted = pair + quoted
    if not after:
        quoted += pair
    ends = [Span(end, end) for end, text in ((whole.start, before), (whole.end, after)) if text and pair]
    return (launch.replace(span, quoted), *(launch.replace(end, pair) for end in ends))


def insert_after(journey: Journey, raw: Excerpt, text: str) -> Edit:
    """Return the edit that inserts ``text`` as words after a word.

    If the command ends in a backslash, which would escape the space between them, they are inserted in front of it.
    """
    command, end = journey.launch.command, source_span(journey, raw).end
    if command and end == command.span.end and _ends_in_lone_backslash(command.text):
        end = command[: len(command.text[:-1].rstrip(" \t"))].span.end
    return journey.launch.replace(Span(end, end), f" {text}")


def separate(journey: Journey, raw: Excerpt, operator: str) -> Edit | None:
    """Return the edit that inserts an operator of the last shell in front of a word; None if it needs more quotes."""
    span = source_span(journey, raw)
    if len(journey.hops) == 1 or _is_quoted_here(journey, raw):
        return journey.launch.replace(Span(span.start, span.start), f"{operator} ")
    is_next = len(journey.hops) == _TWO_SHELLS and not journey.is_read_by_windows
    return journey.launch.replace(Span(span.start, span.start), f"'{operator}' ") if is_next else None


def _is_quoted_here(journey: Journey, raw: Excerpt) -> bool:
    """Return whether a word is a part of one word of the local shell, which passes it on as it is."""
    words = journey.execution.words if journey.execution else ()
    holding = next((word for word in words if word.raw.span.covers(raw.span)), None)
    return holding is not None and len(journey.hops) == _TWO_SHELLS and any(map(str.isspace, holding.text))


def add_argument(journey: Journey, kernel: StartedKernel, text: str) -> Edit:
    """Return the edit that adds ``text`` to the kernel's arguments.

    It is inserted after the program if a flag lacks its value, and otherwise in front of arguments that depend on the
    machine: without a link flag after them they decide nothing.
    """
    lacking = any(flag.takes_value and not flag.value for flag in kernel.link.flags)
    all_known = all(word.known for word in kernel.arguments)
    last = kernel.program if lacking else (kernel.invocation.words if all_known else deciding(journey.calls[-1]))[-1]
    return insert_after(journey, last.raw, text)


def _ends_in_lone_backslash(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def append_to_mlopen(launch: Launch, text: str) -> Edit:
    """Return the edit that appends ``text`` to the MLOpen arguments, which may be empty.

    Raises:
        ValueError: The launch has none, not even empty ones.
    """
    mlopen = launch.mlopen
    if mlopen is None:
        message = "no MLOpen arguments"
        raise ValueError(message)
    end = mlopen.span.end
    return launch.replace(Span(end, end), f" {text}" if mlopen else text)


def remove(launch: Launch, span: Span) -> Edit:
    """Return the edit that removes ``span`` and the spaces in front of it."""
    text = launch.command
    start = span.start
    while text and (before := _ending_at(text, start)) is not None and text.text[before] in " \t":
        start = text.starts[before]
    return launch.replace(Span(start, span.end), "")


def _ending_at(text: Excerpt, offset: int) -> int | None:
    at = bisect_left(text.ends, offset)
    return at if at < len(text) and text.ends[at] == offset else None


def remove_letter(launch: Launch, option: Option) -> Edit:
    """Return the edit that removes an option without a value; from a cluster such as ``-vX``, only its letter."""
    letters = option.word.text[1:]
    if set(letters) == {option.letter}:
        return remove(launch, option.word.raw.span)
    at = 1 + letters.index(option.letter)
    return launch.replace(option.word.value[at : at + 1].span, "")


def remove_option(launch: Launch, option: Option) -> Iterator[Edit]:
    """Yield the edits that remove an option and its value; the other letters of a cluster such as ``-vL ...`` stay."""
    if option.value is None:
        yield remove_letter(launch, option)
        return
    at = option.word.text.index(option.letter)
    if at == 1:
        yield remove(launch, option.span)
        return
    yield launch.replace(option.word.value[at:].span, "")
    value = Span(option.word.raw.span.end, option.span.end)
    if value.start < value.end:
        yield remove(launch, value)


def add_option(journey: Journey, text: str, connection: Connection | None = None) -> Edit:
    """Return the edit that inserts an option directly after ``ssh``, by default that of the kernel's machine."""
    connection = connection or journey.connection
    program = connection.program.raw.span if connection else Span(0, 0)
    return journey.launch.replace(Span(program.end, program.end), f" {text}")
