"""The steps of a trace in words: the headline of each, the text or the words that it shows, and remarks."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from rkconf.command import Outcome
from rkconf.diagnostics import alternatives, enumeration
from rkconf.link import Argument, LinkArguments
from rkconf.printable import printable
from rkconf.record import record
from rkconf.reporters import plural
from rkconf.tracing import Change, Reader, Step, Trace

VERBS: Mapping[Outcome, str] = {
    Outcome.RUNS: "should run",
    Outcome.FAILS: "fails",
    Outcome.UNKNOWN: "may or may not run",
}
"""The verdict on a kernel, after its pronoun."""


@record
class Annotation:
    """A remark on a step, such as removed quotes."""

    kind: str
    """One of removes, inserts, unknown and note."""
    text: str


@record
class Paragraph:
    """A step in words; all of its texts are printable, and none has line breaks."""

    headline: str
    """The reader, and its action."""
    text: str
    """The text that is read, or that ssh sends; empty where words are shown instead."""
    words: tuple[tuple[str, ...], ...]
    """The words that result, grouped by program."""
    remarks: tuple[Annotation, ...]


def paragraphs(trace: Trace) -> tuple[Paragraph, ...]:
    """Return the steps of a trace in words; a step that only repeats the one before it is left out."""
    steps = (step for before, step in pairwise((None, *trace.steps)) if step and not _repeats(step, before))
    return tuple(map(_paragraph, steps))


def _repeats(step: Step, before: Step | None) -> bool:
    """Return whether a step repeats the one before: the kernel receives the words that the shell starts."""
    return step.reader is Reader.KERNEL and before is not None and before.words == step.words


def _paragraph(step: Step) -> Paragraph:
    """Return a step in words; ssh sends text, not words."""
    is_ssh = step.reader is Reader.SSH
    words = () if is_ssh or not step.words else _groups(step)
    text = "" if words else step.handed_on if is_ssh else step.text
    return Paragraph(
        printable(_HEADLINES[step.reader](step)),
        printable(text),
        tuple(tuple(printable(word.text) for word in group) for group in words),
        tuple(Annotation(kind, printable(text)) for kind, text in _remarks(step)),
    )


def _groups(step: Step) -> tuple[tuple[Argument, ...], ...]:
    is_shell = step.reader is not Reader.PROGRAM
    return (step.programs if is_shell else ()) or (step.words,)


def _remarks(step: Step) -> Iterator[tuple[str, str]]:
    for kind, changes in (("removes", step.removed), ("inserts", step.expanded)):
        yield from ((kind, text) for text in _described(changes))
    if step.unknown:
        yield "unknown", " ".join(dict.fromkeys(change.raw for change in step.unknown))
    yield from (("note", note) for note in step.notes)


def _described(changes: tuple[Change, ...]) -> Iterator[str]:
    if changes and not any(change.value for change in changes):
        yield " ".join(change.raw for change in changes)
        return
    for raw, value in dict.fromkeys((change.raw, change.value) for change in changes):
        yield f"{value} for {raw}"


def _description(step: Step) -> str:
    if step.is_refused:
        return "Mathematica leaves the description as it is, and starts no ssh"
    return "Mathematica makes the command of ssh from the description"


def _front_end(step: Step) -> str:
    if step.link:
        return f"The Front End opens its end of the link: {_link(step.link)}"
    return "The Front End fills in the placeholders, here with examples (--set NAME=VALUE overrides them)"


def _local_shell(step: Step) -> str:
    return f"The local shell ({alternatives(step.shells) or 'any'}) {_verb(step)}"


def _ssh(step: Step) -> str:
    launcher = step.connection.launcher if step.connection else "ssh"
    command = "the command" if step.handed_on else "no command"
    return f"{launcher} logs in to {step.host or 'no host'} and sends {command}"


def _shell(step: Step) -> str:
    return f"The inner shell ({alternatives(step.shells) or 'any'}) {_verb(step)}"


def _verb(step: Step) -> str:
    return "rejects the command" if step.is_refused else "starts" if step.words else "reads"


def _program(step: Step) -> str:
    names = [name.text for [name] in step.programs]
    return f"{enumeration(names)} {'runs' if len(names) == 1 else 'run'}"


def _remote_shell(step: Step) -> str:
    return f"The login shell on {step.host} ({alternatives(step.shells) or 'any'}) {_verb(step)}"


def _kernel_arguments(step: Step) -> str:
    return f"The kernel receives {plural(len(step.words) - 1, 'argument')}"


def _math_link(step: Step) -> str:
    return f"MathLink reads: {_link(step.link)}" if step.link else "MathLink reads"


_HEADLINES: Mapping[Reader, Callable[[Step], str]] = {
    Reader.DESCRIPTION: _description,
    Reader.FRONT_END: _front_end,
    Reader.LOCAL_SHELL: _local_shell,
    Reader.SHELL: _shell,
    Reader.PROGRAM: _program,
    Reader.SSH: _ssh,
    Reader.REMOTE_SHELL: _remote_shell,
    Reader.KERNEL: _kernel_arguments,
    Reader.LINK: _math_link,
}


def _link(link: LinkArguments) -> str:
    name = f"name {link.value('LinkName')}" if link.value("LinkName") else "no name"
    return ", ".join(filter(None, (link.mode or "no mode", link.protocol or "no protocol", name, _host(link))))


def _host(link: LinkArguments) -> str:
    return f"host {link.host}" if link.host else ""
