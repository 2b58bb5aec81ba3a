"""Edits of a launch command, made where a person would make them."""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain, pairwise

from rkconf.command.hop import deciding
from rkconf.command.invocation import Kernel
from rkconf.command.journey import Journey
from rkconf.command.launch import Launch
from rkconf.diagnostics import Applicability, Fix
from rkconf.edits import Edit
from rkconf.shell.quoting import for_shell
from rkconf.shell.words import Kind
from rkconf.source import Excerpt, Span
from rkconf.ssh.options import Option


def safe(description: str, *edits: Edit) -> Fix:
    """Return a fix that keeps the meaning."""
    return Fix(Applicability.SAFE, description, edits)


def unsafe(description: str, *edits: Edit) -> Fix:
    """Return a fix that is a guess."""
    return Fix(Applicability.UNSAFE, description, edits)


def place(journey: Journey, raw: Excerpt) -> Span:
    """Return where a word is written, with the quotes that the shells before its reader removed."""
    found = raw
    for hop in reversed(journey.hops):
        for word in hop.handed_on:
            if word.value and word.value.span == found.span and len(word.value) == len(found):
                found = word.raw
                break
    return found.span


def with_escape(journey: Journey, mark: Excerpt) -> Span:
    """Return where a character is written, with the backslash by which an earlier shell leaves it alone."""
    parts = (pairwise(word.parts) for hop in journey.hops for word in hop.handed_on)
    for before, part in chain.from_iterable(parts):
        if before.kind is Kind.QUOTE and before.raw.text == "\\" and part.raw.span == mark.span:
            return before.raw.span.to(mark.span)
    return mark.span


def written(launch: Launch, span: Span) -> str:
    """Return the part of the command that stands at ``span``, as it is typed into the dialog."""
    text = launch.command or Excerpt("", (), ())
    return "".join(
        character
        for character, start, end in zip(text.text, text.starts, text.ends, strict=True)
        if span.covers(Span(start, end))
    )


def quote(journey: Journey, span: Span) -> tuple[Edit, ...]:
    """Write double quotes around what stands at ``span``, and around everything where these would not stay otherwise.

    Nothing where a quote has no partner: nobody knows which ones would pair then.
    """
    launch, command = journey.launch, journey.launch.command
    if not command or command.text.count('"') % 2:
        return ()
    whole = command[len(command.text) - len(command.text.lstrip()) : len(command.text.rstrip())].span
    quoted = f'"{written(launch, span)}"'
    before, behind = (written(launch, Span(*ends)) for ends in ((whole.start, span.start), (span.end, whole.end)))
    pair = for_shell(journey.local.shell).around(before + quoted + behind)
    if not before:
        quoted = pair + quoted
    if not behind:
        quoted += pair
    ends = [Span(end, end) for end, text in ((whole.start, before), (whole.end, behind)) if text and pair]
    return (launch.replace(span, quoted), *(launch.replace(end, pair) for end in ends))


def insert_after(journey: Journey, raw: Excerpt, text: str) -> Edit:
    """Write ``text`` as further words after a word.

    A backslash at the end of the command would take the space between them into its word: then they precede it.
    """
    command, end = journey.launch.command, place(journey, raw).end
    if command and end == command.span.end and _ends_in_lone_backslash(command.text):
        end = command[: len(command.text[:-1].rstrip(" \t"))].span.end
    return journey.launch.replace(Span(end, end), f" {text}")


def add_argument(journey: Journey, kernel: Kernel, text: str) -> Edit:
    """Write ``text`` at the end of the kernel's arguments.

    It stands after the program where a flag there lacks its value, and before arguments that only the machine knows:
    they decide nothing as long as no flag of the link follows them.
    """
    lacking = any(flag.takes_value and not flag.value for flag in kernel.link.flags)
    all_known = all(word.known for word in kernel.arguments)
    last = kernel.program if lacking else (kernel.invocation.words if all_known else deciding(journey.calls[-1]))[-1]
    return insert_after(journey, last.raw, text)


def _ends_in_lone_backslash(text: str) -> bool:
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def append_to_mlopen(launch: Launch, text: str) -> Edit:
    """Write ``text`` as further words at the end of the MLOpen arguments."""
    mlopen = launch.mlopen or Excerpt("", (), ())
    end = mlopen.span.end
    return launch.replace(Span(end, end), f" {text}" if mlopen else text)


def remove(launch: Launch, span: Span) -> Edit:
    """Take the bytes of ``span`` away together with the blanks before them."""
    text = launch.command
    start = span.start
    while text and (before := _ending_at(text, start)) is not None and text.text[before] in " \t":
        start = text.starts[before]
    return launch.replace(Span(start, span.end), "")


def _ending_at(text: Excerpt, offset: int) -> int | None:
    at = bisect_left(text.ends, offset)
    return at if text.ends[at : at + 1] == (offset,) else None


def remove_letter(launch: Launch, option: Option) -> Edit:
    """Take one option without a value away; in a cluster such as ``-vX`` only its letter."""
    letters = option.word.text[1:]
    if set(letters) == {option.letter}:
        return remove(launch, option.word.raw.span)
    at = 1 + letters.index(option.letter)
    return launch.replace(option.word.value[at : at + 1].span, "")


def remove_option(launch: Launch, option: Option) -> Iterator[Edit]:
    """Take one option away, with its value if it has one; of a cluster such as ``-vL ...`` the other letters stay."""
    if option.value is None:
        yield remove_letter(launch, option)
        return
    at = option.word.text.index(option.letter)
    if at == 1:
        yield remove(launch, option.span)
        return
    yield launch.replace(option.word.value[at:].span, "")
    behind = Span(option.word.raw.span.end, option.span.end)
    if behind.start < behind.end:
        yield remove(launch, behind)


def add_option(journey: Journey, text: str) -> Edit:
    """Write an option of ssh right behind ``ssh``."""
    program = journey.connection.program.raw.span if journey.connection else Span(0, 0)
    return journey.launch.replace(Span(program.end, program.end), f" {text}")
